import type { Coefficients } from '../fit/coefficients.ts';
import type { LogPrediction } from '../fit/posterior.ts';
import type { SumTerm } from '../fit/sum-term.ts';
import { TermPredictor } from '../fit/term-predictor.ts';
import type { MeasuredRow } from '../measured/measured-row.ts';
import type { RunSeconds } from './run-seconds.ts';

/** Joules of a run as a sum, given its time. */
export type RunEnergyTerm = (row: MeasuredRow, coefficients: Coefficients, seconds: number) => SumTerm | null;

/** Joules of runs, fitted at their measured times, predicted at those that are known before. */
export interface RunEnergyFit {
  readonly predictor: TermPredictor;
  /** Of the logarithm, with the scatter of a measurement and the variance of the time; null where the term says nothing. */
  predict(row: MeasuredRow, time: RunSeconds): LogPrediction | null;
}

/** @param target joules of the run; null leaves the row out of the fit */
export function fitRunEnergy(
  rows: readonly MeasuredRow[],
  termOf: RunEnergyTerm,
  target: (row: MeasuredRow) => number | null,
  noise: number,
): RunEnergyFit {
  const predictor = new TermPredictor(
    rows,
    (row, coefficients) => (row.latencyMs === null ? null : termOf(row, coefficients, row.latencyMs / 1e3)),
    target,
    noise,
  );
  return {
    predictor,
    predict: (row, { seconds, variance }) => {
      const term = termOf(row, predictor.coefficients, seconds);
      if (!term) return null;
      const { mean, variance: own } = predictor.posterior.predict(term);
      return { mean, variance: own + variance + noise ** 2 };
    },
  };
}
