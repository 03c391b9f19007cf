import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { exampleFile, exampleGolden } from './write-simpy-goldens.ts';

export const simpyGuideFile = join(fileURLToPath(new URL('..', import.meta.url)), 'docs', 'simpy.md');

/** The guide with the two files and the output of every example between its marks, in place of what stood there. */
export function simpyGuideWithExamples(guide: string): string {
  return guide.replace(/^<!-- example: (\S+) -->\n.*?^<!-- end -->$/gms, (_block, name: string) => {
    const fenced = (language: string, file: string) =>
      `\`\`\`${language}\n${readFileSync(file, 'utf8').trimEnd()}\n\`\`\``;
    return [
      `<!-- example: ${name} -->`,
      '<table><tr><th>SimPy</th><th>SparseWatt</th></tr><tr><td valign="top">',
      '',
      fenced('python', exampleFile(name, 'py')),
      '',
      '</td><td valign="top">',
      '',
      fenced('ts', exampleFile(name, 'ts')),
      '',
      '</td></tr></table>',
      '',
      'Both print:',
      '',
      fenced('text', exampleGolden(name)),
      '<!-- end -->',
    ].join('\n');
  });
}
