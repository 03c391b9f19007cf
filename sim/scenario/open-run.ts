import type { Scenario } from './load-scenario.ts';
import type { RunTableOptions } from './obtain-run-tables.ts';
import { type OpenCellName, openCell, openedOrRefused } from './open-cell.ts';
import { openPolicyRun, type PolicyRunHandle } from './simulate/open-policy-run.ts';

/** One run of a scenario by name: what `sparsewatt run` simulates for one policy and one repetition. */
export type RunName = OpenCellName;

/** A run, its name made complete. */
export interface OpenedRun extends PolicyRunHandle {
  readonly name: Required<{ readonly [K in keyof RunName]: NonNullable<RunName[K]> }>;
  /** What else there is of the same target. */
  readonly runtimes: readonly string[];
  readonly loads: readonly number[];
  readonly repetitions: number;
}

/**
 * Opens one run of a scenario from its tables, without the live check and without the other runs.
 * @throws InputError on a name that the scenario does not have and a policy that does not fit there; ModelError,
 *   TableError, or the signal's reason
 */
export async function openRun(full: Scenario, asked: RunName, options: RunTableOptions): Promise<OpenedRun> {
  const cell = await openCell(full, asked, options);
  const { input, chip, reference, networks, built, definition, name } = cell;
  const opened = openPolicyRun(input, chip, reference, networks, built, definition, name.repetition - 1);
  return {
    ...openedOrRefused(full.file, name, opened),
    name,
    runtimes: cell.runtimes,
    loads: cell.loads,
    repetitions: cell.repetitions,
  };
}
