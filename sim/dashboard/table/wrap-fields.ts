import type { Field } from './column.ts';
import { mergeFields } from './merge-fields.ts';
import { wrapText } from './wrap-text.ts';

/** A line of fields over several lines of at most `width` characters, broken as `wrapText` does; every letter keeps its tone. */
export function wrapFields(fields: readonly Field[], width: number): readonly (readonly Field[])[] {
  const letters = fields.flatMap(({ text, tone }) =>
    [...text].map((letter): Field => (tone ? { text: letter, tone } : { text: letter })),
  );
  const whole = letters.map(({ text }) => text).join('');
  let at = 0;
  return wrapText(whole, width).map((line, number) => {
    const indent = number > 0 ? 2 : 0;
    const length = [...line].length - indent;
    const own = letters.slice(at, at + length);
    // The blank at which a line is broken is on neither.
    at += length + 1;
    return mergeFields(indent > 0 ? [{ text: ' '.repeat(indent) }, ...own] : own);
  });
}
