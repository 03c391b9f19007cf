import type { Field } from '../../table/column.ts';

/** Lines cut at a height, and their fields at a width; what is cut off ends in `…`. */
export function within(
  lines: readonly (readonly Field[])[],
  width: number,
  height: number,
): readonly (readonly Field[])[] {
  return lines.slice(0, height).map((fields) => {
    let room = width;
    return fields.flatMap((field): readonly Field[] => {
      const letters = [...field.text];
      const fits = letters.length <= room;
      const text = fits ? field.text : room > 0 ? `${letters.slice(0, room - 1).join('')}…` : '';
      room -= Math.min(letters.length, room);
      return text === '' ? [] : [{ ...field, text }];
    });
  });
}
