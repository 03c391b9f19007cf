import type { MeasuredClass, MeasuredRow } from '../measured/measured-row.ts';

/** Classes with published sparse speed-ups. */
export const sparseClasses: readonly MeasuredClass[] = ['server-gpu', 'server-cpu', 'phone'];

/**
 * The published sparse speed-ups among rows, as rows of a class of their own. What a format costs belongs to the engine
 * and to the kind of processor, not to the core: the class that a row was published in is its family. Dense rows that only
 * say what the others are against are not speed-ups.
 */
export const sparseRows = (rows: readonly MeasuredRow[]): MeasuredRow[] =>
  rows
    .filter((row) => row.speedup !== null && row.sparsity !== null)
    .map((row) => ({ ...row, targetClass: 'sparse', family: row.targetClass }));
