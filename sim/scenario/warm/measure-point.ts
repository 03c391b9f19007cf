import type { OperatingPoint } from '../../sparsity/operating-point.ts';
import type { ExecutedForm } from '../../sparsity/outcome-table.ts';
import type { TableSplit } from '../../sparsity/table-data.ts';
import type { RunTableOptions } from '../obtain-run-tables.ts';
import type { PreparedRun } from '../prepare-run.ts';
import type { CellNetwork } from '../simulate/cell-input.ts';
import { shareTable } from '../simulate/share-table.ts';

/**
 * Executes one further point of the ladder with the real kernels, on all validation and test samples, or finds it in the
 * cache: a network of its own, of which static policies alone take notice.
 * @param forms numeric forms to execute it in, at least one
 * @throws what `obtainTable` throws; the signal's reason
 */
export async function measurePoint(
  { networks, scenario }: PreparedRun,
  point: OperatingPoint,
  forms: readonly ExecutedForm[],
  { onProgress, ...options }: RunTableOptions,
): Promise<CellNetwork> {
  const { obtainTable } = await import('../../sparsity/obtain-table.ts');
  const { file, network } = networks[0]!;
  const splits: readonly TableSplit[] = ['validation', 'test'];
  const steps = forms.length * splits.length;
  let step = 0;
  const pairs = [];
  for (const numericForm of forms) {
    const tables = [];
    for (const split of splits) {
      const { data } = scenario.value;
      const request = { modelFile: file, network, numericForm, data, split, points: [point] };
      const told = step++;
      const { table } = await obtainTable(
        {
          ...request,
          threads: options.threads,
          signal: options.signal,
          onProgress: ({ done, total }) => onProgress?.(point.id, told + done / total, steps),
        },
        options,
      );
      tables.push(shareTable(table));
    }
    pairs.push({ validation: tables[0]!, test: tables[1]! });
  }
  return { id: point.id, role: 'ladder-point', modelFile: file, ...pairs[0]!, others: pairs.slice(1) };
}
