import { QuantileSketch } from '../../../statistics/quantile-sketch.ts';

/** What became of the requests of one stream in one run. */
export interface StreamTally {
  requests: number;
  done: number;
  missed: number;
  dropped: number;
  /** In time and right. */
  correct: number;
  readonly latencies: QuantileSketch;
}

export const emptyTally = (latencyError: number): StreamTally => ({
  ...{ requests: 0, done: 0, missed: 0, dropped: 0, correct: 0 },
  latencies: new QuantileSketch(latencyError),
});
