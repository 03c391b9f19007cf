import { loadRunnableTarget } from '../../calibration/load-runnable-target.ts';
import type { Target } from '../../targets/target.ts';
import { type BuiltOptions, buildOptions, type TabledNetwork } from '../simulate/build-options.ts';
import type { CellInput } from '../simulate/cell-input.ts';
import { tabledNetwork } from '../tabled-network.ts';

/** A target under a runtime with its networks, planned: what all cells of (target, runtime) share. */
export interface WarmTarget {
  readonly target: Target;
  readonly reference: Target;
  readonly networks: readonly TabledNetwork[];
  readonly built: BuiltOptions;
}

/** @throws InputError when the target or runtime is unknown, ModelError */
export async function openWarmTarget(input: CellInput): Promise<WarmTarget> {
  const target = await loadRunnableTarget(input.target, input.runtime);
  const reference =
    input.referenceRuntime === input.runtime
      ? target
      : await loadRunnableTarget(input.target, input.referenceRuntime);
  const networks = await Promise.all(input.networks.map(tabledNetwork));
  return { target, reference, networks, built: buildOptions(target, networks, input.splits) };
}
