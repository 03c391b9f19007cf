import { loadRunnableTarget } from '../calibration/load-runnable-target.ts';
import { didYouMean } from '../schema/did-you-mean.ts';
import type { Target } from '../targets/target.ts';
import { arrivalPaces } from './arrival-paces.ts';
import { cellInputs } from './cell-inputs.ts';
import type { Scenario } from './load-scenario.ts';
import type { RunTableOptions } from './obtain-run-tables.ts';
import { onlyTargets } from './only-targets.ts';
import { prepareRun } from './prepare-run.ts';
import { refuseName } from './refuse-name.ts';
import { type BuiltOptions, buildOptions, type TabledNetwork } from './simulate/build-options.ts';
import type { CellInput } from './simulate/cell-input.ts';
import { tabledNetwork } from './tabled-network.ts';

/** One (target, runtime, load) of a scenario by name. */
export interface CellName {
  readonly target: string;
  /** Default: the target's first runtime, the scenario's first load and seed. */
  readonly runtime?: string | undefined;
  readonly load?: number | undefined;
  readonly seed?: number | undefined;
}

/** A cell with all that `simulateCell` takes. */
export interface OpenedCell {
  readonly name: Required<{ readonly [K in keyof CellName]: NonNullable<CellName[K]> }>;
  readonly input: CellInput;
  readonly target: Target;
  readonly reference: Target;
  readonly networks: readonly TabledNetwork[];
  readonly built: BuiltOptions;
  /** What else there is of the same target. */
  readonly runtimes: readonly string[];
  readonly loads: readonly number[];
}

/**
 * Opens one cell of a scenario from its tables, without the live check.
 * @throws InputError on a name that the scenario does not have; ModelError, TableError, or the signal's reason
 */
export async function openCell(
  full: Scenario,
  asked: CellName,
  options: RunTableOptions,
): Promise<OpenedCell> {
  const scenario = onlyTargets(full, [asked.target]);
  const entry = scenario.targets[0]!;
  const { arrivals, seed: defaultSeed } = scenario.value;
  const { runtimes } = entry;
  const { unit, values: loads } = arrivalPaces(arrivals);
  const { target, runtime = runtimes[0]!, load = loads[0]! } = asked;
  if (!runtimes.includes(runtime)) {
    const meant = didYouMean(runtime, runtimes);
    throw refuseName(
      full.file,
      'E_UNKNOWN_RUNTIME',
      `has no runtime "${runtime}" of ${target}`,
      runtimes,
      meant,
    );
  }
  if (!loads.includes(load))
    throw refuseName(full.file, 'E_UNKNOWN_LOAD', `has no ${unit} ${load}`, loads.map(String), null);
  const seed = asked.seed ?? defaultSeed;
  const prepared = await prepareRun(scenario, { ...options, seed, live: false });
  const input = cellInputs(prepared, entry, runtime, seed)[loads.indexOf(load)]!;
  const chip = await loadRunnableTarget(input.target, runtime);
  const networks = await Promise.all(input.networks.map(tabledNetwork));
  return {
    name: { target, runtime, load, seed },
    input,
    target: chip,
    reference: await loadRunnableTarget(input.target, input.referenceRuntime),
    networks,
    built: buildOptions(chip, networks, input.splits),
    runtimes,
    loads,
  };
}
