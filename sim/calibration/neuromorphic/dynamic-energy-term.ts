import type { Coefficients } from '../fit/coefficients.ts';
import { SumTerm } from '../fit/sum-term.ts';
import type { MeasuredRow } from '../measured/measured-row.ts';
import type { BatchShares } from './batch-shares.ts';
import { coefficientLink } from './coefficient-link.ts';
import { loihiEventJ, neuromorphicPriors } from './priors.ts';

const priors = neuromorphicPriors.dynamic;

/**
 * Joules above idle of one run (a batch, where there is one). Under a framework: a power times its time. On Loihi 1 where
 * the host feeds every step: the same, and its neurons and synapses in each step; else its cores in each step.
 * @param seconds of the run
 * @returns null where operators, steps or cores are not published, and for other chips
 */
export function dynamicEnergyTerm(
  row: MeasuredRow,
  coefficients: Coefficients,
  seconds: number,
  { waking, together }: BatchShares = { waking: 0, together: 0 },
): SumTerm | null {
  const run = row.counted;
  if (!run) return null;
  const link = coefficientLink(coefficients);
  if (row.family !== 'loihi-1') {
    if (run.operators === null) return null;
    const power = link(`power of ${row.chip}`, priors.power);
    return new SumTerm([
      { amount: seconds * (1 - waking - together), coefficients: [power] },
      {
        amount: seconds * together,
        coefficients: [power, link('threads at work', priors.threads, Math.log(Number(row.threads ?? 1)))],
      },
    ]);
  }
  if (run.steps === null) return null;
  if (run.inputCores === null)
    return run.cores === null
      ? null
      : new SumTerm([
          {
            amount: run.steps,
            coefficients: [
              link('core in a step', priors.coreStep),
              link('cores in a step', priors.cores, Math.log(run.cores)),
              link(`core in a step of ${row.network}`, priors.coreStepOfNetwork),
            ],
          },
        ]);
  return new SumTerm([
    { amount: seconds, cause: 'io', coefficients: [link('processors that feed Loihi', priors.fed)] },
    { amount: run.steps * (run.neurons ?? 0) * loihiEventJ.neuron, coefficients: [] },
    {
      amount: run.steps * (run.synapses ?? 0) * loihiEventJ.synapse,
      coefficients: [link('synapses that carry an event', priors.activity)],
    },
  ]);
}
