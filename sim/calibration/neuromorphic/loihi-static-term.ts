import type { Coefficients } from '../fit/coefficients.ts';
import { SumTerm } from '../fit/sum-term.ts';
import type { MeasuredRow } from '../measured/measured-row.ts';
import { coefficientLink } from './coefficient-link.ts';
import { neuromorphicPriors } from './priors.ts';

const priors = neuromorphicPriors.energy;
const coresPerChip = 128;

/**
 * Joules of a run on Loihi 1 that are not dynamic: where the host feeds every step, the idle board (its processors are
 * dynamic there); else powered cores, and embedded processors that wait.
 * @param seconds of the run
 * @returns null for other chips, and where powered cores are not known
 */
export function loihiStaticTerm(
  row: MeasuredRow,
  coefficients: Coefficients,
  seconds: number,
): SumTerm | null {
  const run = row.counted;
  if (!run || row.family !== 'loihi-1') return null;
  const link = coefficientLink(coefficients);
  if (run.inputCores !== null)
    return new SumTerm([
      { amount: seconds, cause: 'static', coefficients: [link(`idle ${row.device}`, priors.board)] },
    ]);
  if (run.poweredCores === null) return null;
  return new SumTerm([
    {
      amount: seconds * run.poweredCores,
      cause: 'static',
      coefficients: [link('powered core of Loihi', priors.core)],
    },
    {
      amount: seconds * Math.ceil(run.poweredCores / coresPerChip),
      cause: 'io',
      coefficients: [link('processors that wait for Loihi', priors.processors)],
    },
  ]);
}
