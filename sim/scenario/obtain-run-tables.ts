import { basename } from 'node:path';
import { isTask } from '../data/task/scenario-tasks.ts';
import type { Network } from '../network/network.ts';
import { loadNetwork } from '../network/onnx/load-network.ts';
import type { ObtainedTable, ObtainOptions } from '../sparsity/obtain-table.ts';
import type { ExecutedForm, NumericForm } from '../sparsity/outcome-table.ts';
import { ungatedPoints } from '../sparsity/point-list.ts';
import { pointsOn } from '../sparsity/points-on.ts';
import type { TableSplit } from '../sparsity/table-data.ts';
import type { PoolThreads } from '../sweep/pool.ts';
import { checkSuitsData } from './check-suits-data.ts';
import type { Scenario } from './load-scenario.ts';
import { scenarioForms } from './scenario-forms.ts';

/** What the real kernels did with a network in one numeric form. */
export interface FormTables {
  readonly validation: ObtainedTable;
  readonly test: ObtainedTable;
  /** The undegraded test images at the points without gates, for the printed accuracy only; null where data has none. */
  readonly clean: ObtainedTable | null;
}

/** A network of a scenario with its tables in fp32, and in int8 where a target computes in it. */
export interface NetworkTables extends FormTables {
  readonly role: 'ladder' | 'dense' | 'small-dense';
  readonly name: string;
  readonly file: string;
  readonly network: Network;
  readonly int8: FormTables | null;
}

/** How tables may be made. */
export interface RunTableOptions extends Pick<ObtainOptions, 'cacheFolder' | 'force' | 'onWarning'> {
  readonly threads?: PoolThreads | undefined;
  readonly signal?: AbortSignal | undefined;
  /** Called while images are executed; silent for tables that exist. */
  readonly onProgress?: (label: string, done: number, total: number) => void;
}

/** Files of a scenario with their roles, the ladder first. */
export function networkFiles(scenario: Scenario): readonly (readonly [NetworkTables['role'], string])[] {
  return [
    ['ladder', scenario.networkFile],
    ...(scenario.denseFile ? [['dense', scenario.denseFile] as const] : []),
    ...scenario.smallDenseFiles.map((file) => ['small-dense', file] as const),
  ];
}

async function tablesOf(
  role: NetworkTables['role'],
  file: string,
  { data, points: kinds }: Scenario['value'],
  forms: ReadonlySet<NumericForm>,
  options: RunTableOptions,
): Promise<NetworkTables> {
  const { obtainTable } = await import('../sparsity/obtain-table.ts');
  const network = await loadNetwork(file);
  checkSuitsData(network, data, file);
  const name = basename(file).replace(/\.onnx$/, '');
  const points = pointsOn(data, network, kinds);
  const obtain = (numericForm: ExecutedForm, split: TableSplit, clean = false) => {
    const of = clean ? 'clean-mnist' : data;
    return obtainTable(
      {
        modelFile: file,
        network,
        numericForm,
        data: of,
        split,
        points: clean ? ungatedPoints(points) : points,
        threads: options.threads,
        signal: options.signal,
        onProgress: ({ done, total }) =>
          options.onProgress?.(`${shownAs(name, numericForm)}, ${of} ${split}`, done, total),
      },
      options,
    );
  };
  const all = async (form: ExecutedForm): Promise<FormTables> => ({
    validation: await obtain(form, 'validation'),
    test: await obtain(form, 'test'),
    clean: data === 'degraded-mnist' ? await obtain(form, 'test', true) : null,
  });
  const fp32 = await all('fp32');
  // The kernels quantise networks of digits alone; elsewhere the answers of fp32 stand in, and cells say so.
  const int8 = forms.has('int8') && !isTask(data) ? await all('int8') : null;
  return { role, name, file, network, ...fp32, int8 };
}

/** A network in a form, as messages name it. */
export function shownAs(name: string, form: NumericForm): string {
  return form === 'fp32' ? name : `${name} in ${form}`;
}

/**
 * Reads every network of a scenario and obtains its outcome tables: shipped, cached or measured now, one after the
 * other, because each measurement uses all threads.
 * @throws ModelError, TableError, DataMissingError where a table must be measured, or the signal's reason
 */
export async function obtainRunTables(
  scenario: Scenario,
  options: RunTableOptions,
): Promise<readonly NetworkTables[]> {
  const all: NetworkTables[] = [];
  const forms = await scenarioForms(scenario);
  for (const [role, file] of networkFiles(scenario)) {
    all.push(await tablesOf(role, file, scenario.value, forms, options));
  }
  return all;
}
