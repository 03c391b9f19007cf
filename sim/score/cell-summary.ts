import type { Grade, Interval, TargetClass } from '../targets/target.ts';
import type { CellHypervolume } from './cell-hypervolume.ts';
import type { RunResult } from './run-result.ts';

/** One (target, runtime, load): what all its rows share, and what they say together. */
export interface CellSummary {
  readonly target: string;
  readonly targetName: string;
  readonly targetClass: TargetClass;
  /** SHA-256 of the hardware profile with what it takes over; absent in runs saved before it was kept. */
  readonly profileHash?: string | undefined;
  readonly runtime: string;
  /** Who chooses the clock of each pass; absent: it is the profile's all the time. */
  readonly governor?: string | undefined;
  readonly grade: Grade;
  readonly estimated: boolean;
  /** Where the energy is measured: chip rail, board or wall. */
  readonly boundary: 'chip' | 'board' | 'wall';
  readonly validated: { readonly latency: boolean; readonly energy: boolean };
  readonly latencyInterval: Interval;
  readonly energyInterval: Interval;
  readonly denseLoad: number;
  readonly activeShare: number;
  readonly requestsPerSecond: number;
  /** Service time of the dense network under the target's first runtime: load and deadline are multiples of it. */
  readonly denseServiceMs: number;
  readonly deadlineFactor: number;
  readonly deadlineMs: number;
  readonly fits: boolean;
  readonly refusal: RunResult['refusal'];
  /**
   * The feasible policy with the least energy per inference. Bounds, small dense networks and chance are left out, and
   * static levels other than `bestStatic`: picking one of those would choose on test data.
   */
  readonly bestPolicy: string | null;
  /** The best single option, chosen on validation data; its row is `best-static`. */
  readonly bestStatic: string | null;
  readonly staticFeasible: boolean | null;
  readonly priceOfStatic: number | null;
  /** Proven lower bound of horizon energy, J per inference. */
  readonly boundPerInferenceJ: number | null;
  /**
   * `O_dyn`: the cheapest right option for every request, its answer known beforehand and switching free, in the same
   * queue; J per inference, and what it reaches. A reference, not a bound.
   */
  readonly clairvoyantPerInferenceJ: number | null;
  readonly clairvoyantAccuracy: number | null;
  /** `O_mask` of the clairvoyant's passes, J per inference (`exactMaskJ`); absent in documents of earlier versions. */
  readonly maskPerInferenceJ?: number | null | undefined;
  readonly hypervolume?: CellHypervolume | null | undefined;
  readonly notes: readonly string[];
}
