import type { Field } from './column.ts';

/** The same line with neighbours of one tone as one field: fewer parts to draw. */
export function mergeFields(fields: readonly Field[]): readonly Field[] {
  const merged: Field[] = [];
  for (const { text, tone } of fields) {
    const last = merged.at(-1);
    if (last && last.tone === tone) merged[merged.length - 1] = { ...last, text: last.text + text };
    else merged.push(tone ? { text, tone } : { text });
  }
  return merged;
}
