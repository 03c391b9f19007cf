import { loadMeasured } from './measured/load-measured.ts';
import type { MeasuredRow, ValidatedClass } from './measured/measured-row.ts';
import { sparseClasses, sparseRows } from './sparse/sparse-rows.ts';

/**
 * Rows of a class: those of its file, or those of several files that are rows of it too. This machine has none that are
 * published. @throws InputError with all faults
 */
export const loadValidated = async (name: ValidatedClass): Promise<readonly MeasuredRow[]> =>
  name === 'sparse'
    ? sparseRows(await loadMeasured(sparseClasses))
    : name === 'host'
      ? []
      : loadMeasured([name]);
