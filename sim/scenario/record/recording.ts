import type { RunSeries } from './run-series.ts';

/** One run of a policy, simulated again and kept as series over simulated time. */
export interface Recording {
  readonly series: RunSeries;
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
  /** Highest temperature and time slowed down; null without a temperature. */
  readonly heat: { readonly peakC: number; readonly slowedNs: number } | null;
}
