import type { Cause } from '../../energy/cause.ts';
import { TermPredictor } from '../fit/term-predictor.ts';
import { type MeasuredRow, measuredValue } from '../measured/measured-row.ts';
import { perRows } from '../per-rows.ts';
import type { CpuFacts } from './cpu-facts.ts';
import { latencyPriors } from './latency-priors.ts';
import { latencyTerm } from './latency-term.ts';

/** Milliseconds of one inference fitted to the rows of CPUs. */
export const fitLatency = perRows(
  (rows, facts: CpuFacts): TermPredictor =>
    new TermPredictor(
      rows,
      (row, coefficients) => latencyTerm(row, facts, coefficients, latencyPriors),
      (row) => measuredValue(row, 'latency'),
      latencyPriors.noise,
    ),
);

/** How the time of an inference divides, in ms; null where the fit knows nothing of the row. */
export function timeByCause(
  predictor: TermPredictor,
  row: MeasuredRow,
  facts: CpuFacts,
): ReadonlyMap<Cause, number> | null {
  const term = latencyTerm(row, facts, predictor.coefficients, latencyPriors);
  return term && predictor.posterior.byCause(term);
}
