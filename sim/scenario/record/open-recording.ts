import type { Target } from '../../targets/target.ts';
import { openedOrRefused } from '../opened-or-refused.ts';
import { policyNamed } from '../policy-named.ts';
import type { BuiltOption, TabledNetwork } from '../simulate/build-options.ts';
import type { CellInput } from '../simulate/cell-input.ts';
import { openPolicyRun, type PolicyRunHandle } from '../simulate/open-policy-run.ts';
import { residentFits } from '../simulate/resident-fit.ts';
import { openWarmTarget } from '../warm/warm-target.ts';
import type { Recording } from './recording.ts';

/** Which run of a cell. */
export interface RecordedRunName {
  readonly policy: string;
  /** From 1: which of the cell's seeds. */
  readonly repetition: number;
}

/** A run that can be simulated and watched as often as one likes. */
export interface OpenedRecording {
  readonly run: PolicyRunHandle;
  readonly memories: Recording['memories'];
  readonly target: Target;
  readonly networks: readonly TabledNetwork[];
  /** By option of the run. */
  readonly options: readonly BuiltOption[];
}

/**
 * Opens one run of a cell; the pilot runs by which policies choose are made.
 * @param file the scenario's, for errors
 * @throws InputError on a name that the cell does not have and a policy that does not fit there
 */
export async function openRecording(
  input: CellInput,
  name: RecordedRunName,
  file: string,
): Promise<OpenedRecording> {
  const { policy, repetition } = name;
  const { target, reference, networks, built } = await openWarmTarget(input);
  const definition = policyNamed(file, policy, built.options);
  const opened = openPolicyRun(input, target, reference, networks, built, definition, repetition - 1);
  const run = openedOrRefused(file, { target: input.target, runtime: input.runtime, policy }, opened);
  const options = run.optionIds.map((id) => built.options.find((option) => option.id === id)!);
  const resident = run.mayUse.map((index) => options[index]!);
  return {
    run,
    target,
    networks,
    options,
    memories: residentFits(target, resident).flatMap(({ unit, fit }) =>
      fit.memories.map((memory) => ({ unit, ...memory })),
    ),
  };
}
