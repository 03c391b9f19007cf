import type { RunSeries } from './run-series.ts';

/** One run of a policy, simulated again and kept as series over simulated time. */
export interface Recording {
  readonly series: RunSeries;
  readonly policy: string;
  /** From 1. */
  readonly repetition: number;
  readonly repetitions: number;
  readonly horizonNs: number;
  readonly deadlineNs: number;
  /** What the run came to; the bins of the series sum to it. */
  readonly totals: {
    readonly requests: number;
    readonly done: number;
    readonly missed: number;
    readonly dropped: number;
    readonly correct: number;
    readonly energyJ: number;
    readonly endNs: number;
    /** As the run states it; null where the grid is the same all the time. */
    readonly emissionsG: number | null;
  };
  /** Of the grid in the middle of each bin of the series, gCO2e/kWh; null where the run knows none. */
  readonly intensityGPerKwh: Float64Array | null;
  /** Memories that the policy's options need together, by unit. */
  readonly memories: readonly {
    readonly unit: string;
    readonly name: string;
    readonly neededBytes: number;
    readonly availableBytes: number;
  }[];
  readonly accuracyFloor: number;
  readonly missBudget: number;
  /** Highest temperature and time slowed down; null without a temperature. */
  readonly heat: { readonly peakC: number; readonly slowedNs: number } | null;
}
