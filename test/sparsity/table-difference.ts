import type { OutcomeTable } from '../../sim/sparsity/outcome-table.ts';

const columns = ['labels', 'conditions', 'topClass', 'confidence', 'activeInputs', 'effectiveMacs'] as const;

/** The first difference between two tables' columns, as words, or null when all are byte for byte equal. */
export function tableDifference(a: OutcomeTable, b: OutcomeTable): string | null {
  for (const column of columns) {
    const left = a[column];
    const right = b[column];
    if (left.length !== right.length) return `${column}: ${left.length} against ${right.length} values`;
    const at = left.findIndex((value, i) => value !== right[i]);
    if (at >= 0) return `${column}[${at}]: ${left[at]} against ${right[at]}`;
  }
  return null;
}
