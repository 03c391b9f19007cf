import type { Coefficients } from '../fit/coefficients.ts';
import type { SumPart } from '../fit/sum-term.ts';
import type { MeasuredRow } from '../measured/measured-row.ts';
import { coefficientLink } from './coefficient-link.ts';
import { neuromorphicPriors } from './priors.ts';

const priors = neuromorphicPriors.energy;

/** Embedded processors of Loihi 1 and of Loihi 2, by their maker. */
const processors = { loihi1: 3, loihi2: 6 };

/**
 * Static joules of a run on Loihi 2: the powers of Loihi 1's rows, of a powered core and of the processors of a chip that
 * wait, by the counts of Loihi 2, times one factor between the chips and one for the boundary of the publication.
 * @param seconds of the run
 */
export function loihi2StaticParts(
  row: MeasuredRow,
  coefficients: Coefficients,
  seconds: number,
): readonly SumPart[] {
  const link = coefficientLink(coefficients);
  const own = [
    link('Loihi 2 beside Loihi 1', priors.loihi2),
    link(`boundary of ${row.network}`, priors.loihi2Boundary),
  ];
  return [
    {
      amount: seconds * (row.counted?.cores ?? 0),
      cause: 'static',
      coefficients: [link('powered core of Loihi', priors.core), ...own],
    },
    {
      amount: (seconds * processors.loihi2) / processors.loihi1,
      cause: 'io',
      coefficients: [link('processors that wait for Loihi', priors.processors), ...own],
    },
  ];
}
