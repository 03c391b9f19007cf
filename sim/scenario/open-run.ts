import type { Scenario } from './load-scenario.ts';
import type { RunTableOptions } from './obtain-run-tables.ts';
import { type CellName, openCell } from './open-cell.ts';
import { openedOrRefused } from './opened-or-refused.ts';
import { policyNamed } from './policy-named.ts';
import { refuseName } from './refuse-name.ts';
import { openPolicyRun, type PolicyRunHandle } from './simulate/open-policy-run.ts';

/** One run of a scenario by name: what `sparsewatt run` simulates for one policy and one repetition. */
export interface RunName extends CellName {
  readonly policy: string;
  /** From 1: which of the scenario's paired seeds; 1 by default. */
  readonly repetition?: number | undefined;
}

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
  const { policy, repetition = 1 } = asked;
  const { pairedSeeds: repetitions } = full.value;
  if (!(Number.isInteger(repetition) && repetition >= 1 && repetition <= repetitions)) {
    const allowed = Array.from({ length: repetitions }, (_, i) => String(i + 1));
    throw refuseName(full.file, 'E_UNKNOWN_REPETITION', `has no repetition ${repetition}`, allowed, null);
  }
  const cell = await openCell(full, asked, options);
  const { input, target, reference, networks, built, runtimes, loads } = cell;
  const definition = policyNamed(full.file, policy, built.options);
  const opened = openPolicyRun(input, target, reference, networks, built, definition, repetition - 1);
  const handle = openedOrRefused(full.file, { ...cell.name, policy }, opened);
  return { ...handle, name: { ...cell.name, policy, repetition }, runtimes, loads, repetitions };
}
