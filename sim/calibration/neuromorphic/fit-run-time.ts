import { TermPredictor } from '../fit/term-predictor.ts';
import { type MeasuredRow, measuredValue } from '../measured/measured-row.ts';
import { perRows } from '../per-rows.ts';
import { neuromorphicPriors } from './priors.ts';
import { runTimeTerm } from './run-time-term.ts';

const cached = perRows(
  (rows, _: 'time') =>
    new TermPredictor(
      rows,
      runTimeTerm,
      (row) => measuredValue(row, 'latency'),
      neuromorphicPriors.time.noise,
    ),
);

/** Milliseconds of one run, fitted to the rows of neuromorphic chips and of what they were compared with. */
export const fitRunTime = (rows: readonly MeasuredRow[]): TermPredictor => cached(rows, 'time');
