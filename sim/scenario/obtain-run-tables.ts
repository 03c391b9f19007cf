import { basename } from 'node:path';
import type { Network } from '../network/network.ts';
import { loadNetwork } from '../network/onnx/load-network.ts';
import { ModelError } from '../network/onnx/model-error.ts';
import type { ObtainedTable, ObtainOptions } from '../sparsity/obtain-table.ts';
import type { ExecutedForm, NumericForm } from '../sparsity/outcome-table.ts';
import { pointList, ungatedPoints } from '../sparsity/point-list.ts';
import type { DataName, TableSplit } from '../sparsity/table-data.ts';
import type { Scenario } from './load-scenario.ts';
import { scenarioForms } from './scenario-forms.ts';

/** What the real kernels did with a network in one numeric form. */
export interface FormTables {
  readonly validation: ObtainedTable;
  readonly test: ObtainedTable;
  /** The undegraded test images at the points without gates; for the printed accuracy only. */
  readonly clean: ObtainedTable;
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
  readonly threads?: number | undefined;
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

/** Pixels and classes of MNIST, degraded or not. */
const dataPixels = 28 * 28;
const dataClasses = 10;

/** @throws ModelError when the network takes other images or tells other classes than the data has */
function checkSuitsData(network: Network, file: string): void {
  const size = (shape: readonly number[]) => shape.slice(1).reduce((a, b) => a * b, 1);
  if (size(network.input.shape) === dataPixels && size(network.output.shape) === dataClasses) return;
  throw new ModelError(
    'E_MODEL_SHAPE',
    file,
    `takes ${network.input.shape.slice(1).join(' x ')} values and gives ${size(network.output.shape)}; the data has images of ` +
      `1 x 28 x 28 values in ${dataClasses} classes: train the network on this data`,
  );
}

async function tablesOf(
  role: NetworkTables['role'],
  file: string,
  forms: ReadonlySet<NumericForm>,
  options: RunTableOptions,
): Promise<NetworkTables> {
  const { obtainTable } = await import('../sparsity/obtain-table.ts');
  const network = await loadNetwork(file);
  checkSuitsData(network, file);
  const name = basename(file).replace(/\.onnx$/, '');
  const points = pointList(network);
  const obtain = (numericForm: ExecutedForm, data: DataName, split: TableSplit, clean: boolean) =>
    obtainTable(
      {
        modelFile: file,
        network,
        numericForm,
        data,
        split,
        points: clean ? ungatedPoints(points) : points,
        threads: options.threads,
        signal: options.signal,
        onProgress: ({ done, total }) =>
          options.onProgress?.(`${shownAs(name, numericForm)}, ${data} ${split}`, done, total),
      },
      options,
    );
  const all = async (form: ExecutedForm): Promise<FormTables> => ({
    validation: await obtain(form, 'degraded-mnist', 'validation', false),
    test: await obtain(form, 'degraded-mnist', 'test', false),
    clean: await obtain(form, 'clean-mnist', 'test', true),
  });
  const fp32 = await all('fp32');
  const int8 = forms.has('int8') ? await all('int8') : null;
  return { role, name, file, network, ...fp32, int8 };
}

/** A network in a form, as messages name it. */
export function shownAs(name: string, form: NumericForm): string {
  return form === 'fp32' ? name : `${name} in ${form}`;
}

/**
 * Reads every network of a scenario and obtains its outcome tables: shipped, cached or measured now, one after the
 * other, because each measurement uses all threads.
 * @throws ModelError, TableError, or the signal's reason
 */
export async function obtainRunTables(
  scenario: Scenario,
  options: RunTableOptions,
): Promise<readonly NetworkTables[]> {
  const all: NetworkTables[] = [];
  const forms = await scenarioForms(scenario);
  for (const [role, file] of networkFiles(scenario)) all.push(await tablesOf(role, file, forms, options));
  return all;
}
