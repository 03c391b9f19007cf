/** One test case of a JUnit file. */
export interface JunitCase {
  readonly name: string;
  /** Why it failed; null where it passed. */
  readonly failure: string | null;
  readonly output: string;
}

// Characters that XML 1.0 has no way to write would make the whole file unreadable.
const isWritable = (character: string): boolean =>
  character >= ' ' ? character < '\ufffe' : '\t\n\r'.includes(character);

const xmlText = (text: string): string =>
  text
    .split('')
    .filter(isWritable)
    .join('')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');

/** A JUnit XML file with one suite, as CI systems read it. */
export function junitText(suite: string, cases: readonly JunitCase[]): string {
  const failures = cases.filter(({ failure }) => failure !== null).length;
  const counts = `tests="${cases.length}" failures="${failures}" errors="0" skipped="0"`;
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuites name="sparsewatt" ${counts}>`,
    `  <testsuite name="${xmlText(suite)}" ${counts}>`,
    ...cases.flatMap(({ name, failure, output }) => [
      `    <testcase classname="${xmlText(suite)}" name="${xmlText(name)}" time="0">`,
      ...(failure === null ? [] : [`      <failure message="${xmlText(failure)}"/>`]),
      `      <system-out>${xmlText(output)}</system-out>`,
      '    </testcase>',
    ]),
    '  </testsuite>',
    '</testsuites>',
    '',
  ].join('\n');
}
