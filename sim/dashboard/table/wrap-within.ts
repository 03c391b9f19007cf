import { wrapText } from './wrap-text.ts';

/**
 * Lines of at most `width` characters, at most `height` of them: what is too long goes on in the next line as long as every
 * text after it still has one; then it is left to be cut.
 */
export function wrapWithin(texts: readonly string[], width: number, height: number): readonly string[] {
  const said = texts.filter((text) => text !== '').slice(0, height);
  let spare = height - said.length;
  return said.flatMap((text) => {
    const lines = wrapText(text, width);
    const shown = Math.min(lines.length, 1 + spare);
    spare -= shown - 1;
    const rest = lines.slice(shown - 1).map((line) => line.trim());
    return [...lines.slice(0, shown - 1), (shown > 1 ? '  ' : '') + rest.join(' ')];
  });
}
