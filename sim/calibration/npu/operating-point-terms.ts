import type { Coefficients } from '../fit/coefficients.ts';
import { SumTerm } from '../fit/sum-term.ts';
import type { MeasuredRow } from '../measured/measured-row.ts';
import { npuPriors, staticShareClockHz } from './priors.ts';

/** What runs: one network under one runtime on one chip. */
export const program = (row: MeasuredRow): string =>
  `${row.network} under ${row.runtime}, ${row.precision}, on ${row.chip}`;

/** Seconds of one inference: cycles over the clock, and a part that does not scale with it. Null without a clock. */
export function npuTimeTerm(row: MeasuredRow, coefficients: Coefficients): SumTerm | null {
  if (!row.clockMhz) return null;
  const link = (name: string, { mean, spread }: { mean: number; spread: number }) =>
    [coefficients.index(name, mean, spread), 1] as const;
  return new SumTerm([
    {
      amount: 1 / (row.clockMhz * 1e6),
      coefficients: [link(`cycles of ${program(row)}`, npuPriors.cycles)],
    },
    { amount: 1, coefficients: [link(`hand-over on ${row.chip}`, npuPriors.handOver)], cause: 'overhead' },
  ]);
}

/**
 * Joules of one inference: switching goes with the square of the core voltage, and what is drawn all the time lasts longer
 * at a lower clock. Null without clock or core voltage.
 */
export function npuEnergyTerm(row: MeasuredRow, coefficients: Coefficients): SumTerm | null {
  if (!row.clockMhz || !row.supplyV || row.regulator !== 'direct') return null;
  const link = (name: string, { mean, spread }: { mean: number; spread: number }) =>
    [coefficients.index(name, mean, spread), 1] as const;
  const squared = row.supplyV ** 2;
  const joule = link(`joule at 1 V of ${program(row)}`, npuPriors.jouleAtOneVolt);
  return new SumTerm([
    { amount: squared, coefficients: [joule] },
    {
      amount: (squared * staticShareClockHz) / (row.clockMhz * 1e6),
      coefficients: [joule, link(`static share of ${row.chip}`, npuPriors.staticShare)],
      cause: 'static',
    },
  ]);
}
