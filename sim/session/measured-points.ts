import { loadRunnableTarget } from '../calibration/load-runnable-target.ts';
import { besideSpikes } from '../scenario/beside-spikes.ts';
import type { RunTableOptions } from '../scenario/obtain-run-tables.ts';
import type { PreparedRun } from '../scenario/prepare-run.ts';
import type { CellInput, CellNetwork } from '../scenario/simulate/cell-input.ts';
import { unitsOfNetwork } from '../scenario/simulate/units-of-network.ts';
import { measurePoint } from '../scenario/warm/measure-point.ts';
import { measuredPoint } from '../scenario/warm/measured-point.ts';
import type { ExecutedForm } from '../sparsity/outcome-table.ts';

/** Points measured for a run, by id and numeric forms. */
const kept = new WeakMap<PreparedRun, Map<string, CellNetwork>>();

/** The numeric forms whose tables a target's units replay. */
async function formsOf({ target: id, runtime, networks }: CellInput): Promise<readonly ExecutedForm[]> {
  const target = await loadRunnableTarget(id, runtime);
  const ladder = networks[0]!;
  const pairs = [ladder, ...(ladder.others ?? [])];
  const known = pairs.map(({ test }) => test.key.numericForm as ExecutedForm);
  const replayed = unitsOfNetwork(target, ladder).map(({ name }) => {
    const { numericForms } = target.capabilities(name);
    return known.find((form) => numericForms.includes(form)) ?? known[0]!;
  });
  return [...new Set(replayed)];
}

/**
 * The points that policies keep to and the ladder's outcome table lacks, one after the other, each measured once.
 * @throws TableError where they cannot be; the signal's reason
 */
export async function measuredPoints(
  run: PreparedRun,
  input: CellInput,
  policies: readonly string[],
  options: RunTableOptions,
): Promise<readonly CellNetwork[]> {
  const ladder = input.networks[0]!;
  const points = policies.flatMap((policy) => measuredPoint(policy, ladder.validation.points) ?? []);
  if (points.length === 0) return [];
  const forms = await formsOf(input);
  const known = kept.get(run) ?? new Map<string, CellNetwork>();
  kept.set(run, known);
  const found = new Map<string, CellNetwork>();
  const spikes = run.spikes.find(
    ({ target, runtime, unit }) =>
      target === input.target && runtime === input.runtime && unit === ladder.notOn?.[0],
  );
  for (const point of points) {
    const key = `${point.id} ${forms.join()}`;
    const network = known.get(key) ?? (await measurePoint(run, point, forms, options));
    known.set(key, network);
    found.set(point.id, ladder.notOn && spikes ? besideSpikes(network, spikes, ladder.notOn) : network);
  }
  return [...found.values()];
}
