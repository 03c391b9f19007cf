import type { Field } from './column.ts';

/** Characters of a line of fields. */
export function lengthOf(fields: readonly Field[]): number {
  return fields.reduce((sum, { text }) => sum + [...text].length, 0);
}
