import type { LoadgenMode } from './loadgen-settings.ts';

/** What LoadGen would print of one run, and what it does not know: energy and accuracy. */
export interface LoadgenResult {
  readonly mode: LoadgenMode;
  readonly target: string;
  readonly runtime: string;
  readonly policy: string;
  readonly network: string;
  /** Results of the mode: the latency at its percentile, samples a second, or the rate that Server kept. */
  readonly metric: { readonly name: string; readonly value: number; readonly unit: 's' | '1/s' };
  readonly valid: boolean;
  readonly durationMet: boolean;
  readonly queriesMet: boolean;
  readonly earlyStoppingMet: boolean;
  /** Lines that say what early stopping found, and what to do where the run is invalid. */
  readonly notes: readonly string[];
  readonly queries: number;
  readonly samples: number;
  /** Samples of one pass at most. */
  readonly mostInBatch: number;
  readonly durationS: number;
  /** Server: the bound, and how many queries were above it. */
  readonly latencyBoundS: number | null;
  readonly overLatency: number | null;
  readonly latencyS: {
    readonly min: number;
    readonly mean: number;
    readonly max: number;
    /** As LoadGen lists them: 0.5, 0.9, 0.95, 0.97, 0.99, 0.999. */
    readonly percentiles: readonly (readonly [number, number])[];
  };
  readonly accuracy: number;
  readonly energyPerSampleJ: number;
  /** Server: rates that were tried, in order, and whether each was valid. */
  readonly search: readonly { readonly qps: number; readonly valid: boolean }[];
}
