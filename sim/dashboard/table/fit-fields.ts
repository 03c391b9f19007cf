import type { Field } from './column.ts';

/** Fields side by side on a line of exactly `width` characters: what is too long is cut at the end, with a mark. */
export function fitFields(fields: readonly Field[], width: number): readonly Field[] {
  const fitted: Field[] = [];
  let room = width;
  for (const { text, tone } of fields) {
    const letters = [...text];
    if (letters.length > room) {
      const cut = room > 0 ? `${letters.slice(0, room - 1).join('')}…` : '';
      if (cut) fitted.push(tone ? { text: cut, tone } : { text: cut });
      return fitted;
    }
    if (letters.length > 0) fitted.push(tone ? { text, tone } : { text });
    room -= letters.length;
  }
  if (room > 0) fitted.push({ text: ' '.repeat(room) });
  return fitted;
}
