import type { Coefficients } from '../fit/coefficients.ts';
import { SumTerm } from '../fit/sum-term.ts';
import type { MeasuredRow } from '../measured/measured-row.ts';
import { coefficientLink } from './coefficient-link.ts';
import { neuromorphicPriors } from './priors.ts';

const priors = neuromorphicPriors.time;

/**
 * Milliseconds of one run (a batch, where there is one). Under a framework: one call, operators, those of them that must
 * wait for one another once more, threads woken for a batch, samples. On Loihi 1: steps, each as long as the host takes to feed its cores; what the
 * mesh takes of that is not seen.
 * @returns null where operators are not published, or the host does not feed every step
 */
export function runTimeTerm(row: MeasuredRow, coefficients: Coefficients): SumTerm | null {
  const run = row.counted;
  if (!run) return null;
  const link = coefficientLink(coefficients);
  if (row.family === 'loihi-1') {
    if (run.steps === null || run.inputCores === null) return null;
    const step = link('step fed by the host', priors.fedStep);
    return new SumTerm([
      { amount: run.steps, cause: 'io', coefficients: [step] },
      {
        amount: run.steps * run.inputCores,
        cause: 'io',
        coefficients: [step, link('core fed by the host', priors.inputCore)],
      },
    ]);
  }
  if (run.operators === null || run.depth === null || row.batch === null) return null;
  // A framework's share of a device slows calls and operators alike; a runtime of one device has its own call.
  const own = row.lineage === 'tensorflow' ? [link(`device ${row.chip}`, priors.device)] : [];
  const operator = [
    ...own,
    link('operator', priors.operator),
    link(`operator on ${row.chip}`, priors.operatorOfDevice),
  ];
  const threads = row.batch > 1 ? Number(row.threads ?? 0) : 0;
  return new SumTerm([
    { amount: 1, cause: 'overhead', coefficients: [...own, link(`call of ${row.lineage}`, priors.call)] },
    { amount: run.operators, coefficients: operator },
    { amount: run.depth, cause: 'overhead', coefficients: [...operator, link('depth', priors.depth)] },
    {
      amount: threads * run.operators,
      cause: 'wake',
      coefficients: [link('wake of a thread', priors.wake)],
    },
    {
      amount: row.batch,
      cause: 'io',
      coefficients: [
        ...operator,
        link('sample', priors.sample),
        link(`sample on ${row.chip}`, priors.sampleOfDevice),
      ],
    },
  ]);
}
