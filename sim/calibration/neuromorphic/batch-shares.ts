import type { TermPredictor } from '../fit/term-predictor.ts';
import type { MeasuredRow } from '../measured/measured-row.ts';
import { runTimeTerm } from './run-time-term.ts';

/** What part of the time of a batch on a processor is no work of one thread. */
export interface BatchShares {
  /** Threads are being woken: nothing computes yet. */
  readonly waking: number;
  /** All threads work on the samples. */
  readonly together: number;
}

const none: BatchShares = { waking: 0, together: 0 };

/** Shares of the predicted time of a run; none where it is no batch or its device has no threads. */
export function batchShares(row: MeasuredRow, times: TermPredictor): BatchShares {
  if ((row.batch ?? 1) < 2 || Number(row.threads ?? 0) < 2) return none;
  const term = runTimeTerm(row, times.coefficients);
  if (!term) return none;
  const byCause = times.posterior.byCause(term);
  const total = [...byCause.values()].reduce((sum, ms) => sum + ms, 0);
  return { waking: (byCause.get('wake') ?? 0) / total, together: (byCause.get('io') ?? 0) / total };
}
