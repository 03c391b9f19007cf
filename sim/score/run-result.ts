import type { TargetClass } from '../targets/target.ts';
import type { ClocksUsed } from './clocks-used.ts';
import type { StreamResult } from './stream-result.ts';

/** One row: a policy on a target under a runtime and load. Numbers are null where `fits` is false. */
export interface RunResult {
  readonly target: string;
  readonly targetClass: TargetClass;
  readonly runtime: string;
  /** True where the runtime's speed is derived, not measured: printed (est.). */
  readonly estimated: boolean;
  /** Busy share that the dense network would cause while requests arrive. */
  readonly denseLoad: number;
  readonly deadlineMs: number;
  readonly policy: string;
  readonly fits: boolean;
  readonly refusal: { layer: string; memory: string; neededBytes: number; availableBytes: number } | null;
  /** Why the policy did not run although it fits; absent where it ran, or does not fit. */
  readonly notRun?: string | undefined;
  /** Requests that arrived, over all seeds. */
  readonly requests: number | null;
  readonly latencyP50Ms: number | null;
  readonly latencyP95Ms: number | null;
  readonly latencyP99Ms: number | null;
  /** Energy of the whole horizon (idle, sleep, wake included) per completed request; decides. */
  readonly energyPerInferenceJ: number | null;
  readonly energyPerInferenceLowJ: number | null;
  readonly energyPerInferenceHighJ: number | null;
  readonly marginalEnergyPerInferenceJ: number | null;
  /** Null too where no request was answered correctly. */
  readonly energyPerCorrectJ: number | null;
  readonly energyByCauseJ: Readonly<Record<string, number>> | null;
  readonly meanPowerW: number | null;
  /** Highest power of all units together over all seeds, each activity at its mean; null too where a sensor draws. */
  readonly peakPowerW?: number | null | undefined;
  readonly peakMemoryBytes: number | null;
  readonly accuracy: number | null;
  readonly accuracyLow: number | null;
  readonly accuracyHigh: number | null;
  /** The numeric form of the table the accuracy was read from. */
  readonly accuracyFrom: string | null;
  readonly deadlineMissShare: number | null;
  readonly floorMet: 'met' | 'not met' | 'undecided' | null;
  readonly missesWithinBudget: boolean | null;
  /** Horizon energy above the proven lower bound, J per inference. */
  readonly regretJ: number | null;
  readonly regret: number | null;
  readonly priceOfStatic: number | null;
  readonly staticFeasible: boolean | null;
  /** gCO2e per completed request, every joule at the intensity of its hour; absent without hourly intensities. */
  readonly emissionsPerInferenceG?: number | null | undefined;
  /** The part of it that resting over the same time would not have emitted. */
  readonly emissionsAboveRestG?: number | null | undefined;
  /** Joules by unit and cause over all seeds; absent in runs saved before it was kept, and where it does not fit. */
  readonly ledger?:
    | readonly { readonly unit: string; readonly cause: string; readonly joules: number }[]
    | undefined;
  /** Multiply-accumulates of the dense network, and those that were needed, per completed request. */
  readonly grossMacs?: number | null | undefined;
  readonly effectiveMacs?: number | null | undefined;
  /** Over all seeds: share of the time cut off, restarts, energy; absent without a supply. */
  readonly supply?:
    | {
        readonly offShare: number;
        readonly restarts: number;
        readonly storedJ: number;
        readonly spilledJ: number;
        readonly leakedJ: number;
      }
    | undefined;
  /** Highest temperature over all seeds, and share of the time slowed down; absent without a temperature. */
  readonly heat?: { readonly peakC: number; readonly slowedShare: number } | undefined;
  /** By stream; absent where all requests are alike. */
  readonly streams?: readonly StreamResult[] | undefined;
  /** Passes of high criticality that overran and gave up or degraded others, over all seeds; absent with one criticality. */
  readonly overruns?: number | undefined;
  /** Clocks of the passes; absent without a governor. */
  readonly clocks?: ClocksUsed | undefined;
  readonly switches: number | null;
  readonly pareto: boolean | null;
  /** Time saved over operations saved, both against dense on the same unit; null where clocks change. */
  readonly realisationRatio: number | null;
  /** `O_mask` of the policy's own passes, J per inference (`exactMaskJ`); absent in documents of earlier versions. */
  readonly maskPerInferenceJ?: number | null | undefined;
  /** Cumulative regret against the clairvoyant over the requests (`regretCurve`), J; absent where not recorded. */
  readonly regretCurveJ?: readonly number[] | null | undefined;
  /** What two runs are compared by; absent in documents of earlier versions. */
  readonly bySeed?: readonly SeedResult[] | undefined;
}

/** One run of a policy under one seed. */
export interface SeedResult {
  readonly seed: number;
  readonly requests: number;
  /** Requests with a result, in time or late. */
  readonly ended: number;
  readonly correct: number;
  /** Late or dropped. */
  readonly lost: number;
  readonly switches: number;
  readonly energyJ: number;
  readonly latencyP95Ms: number | null;
  /** Horizon energy above the proven bound of this seed, J. */
  readonly regretJ: number;
  readonly emissionsG?: number | undefined;
}
