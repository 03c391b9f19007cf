import type { Field } from './column.ts';
import { mergeFields } from './merge-fields.ts';
import { wrapFields } from './wrap-fields.ts';

type Line = readonly Field[];

const isSaid = (line: Line) => line.some(({ text }) => text !== '');

/**
 * Lines of at most `width` characters, at most `height` of them: what is too long goes on in the next line as long as every
 * line after it still has one; then it is left to be cut.
 */
export function wrapWithin(lines: readonly Line[], width: number, height: number): readonly Line[] {
  const said = lines.filter(isSaid).slice(0, height);
  let spare = height - said.length;
  return said.flatMap((fields) => {
    const parts = wrapFields(fields, width);
    const shown = Math.min(parts.length, 1 + spare);
    spare -= shown - 1;
    if (shown === parts.length) return parts;
    const [first, ...others] = parts.slice(shown - 1);
    const rest = others.flatMap(([indent, ...own]): Line => [{ text: indent!.text.slice(1) }, ...own]);
    return [...parts.slice(0, shown - 1), mergeFields([...first!, ...rest])];
  });
}
