import type { Cause } from '../../energy/cause.ts';
import { si } from '../../targets/quantity.ts';
import type { Coefficients } from '../fit/coefficients.ts';
import { SumTerm } from '../fit/sum-term.ts';
import type { MeasuredRow } from '../measured/measured-row.ts';
import type { CpuFacts } from './cpu-facts.ts';
import type { PowerPriors } from './power-priors.ts';
import { runSetting } from './run-setting.ts';

/**
 * Watts of a board whose CPU runs one network after the other: what it draws awake, plus every core at work times clock
 * times what a cycle takes, less where cores wait for memory, and one core alone between layers.
 * @param timeByCause how the time of an inference divides, in any unit
 * @returns null where chip or core or the boundary of the measurement are not known
 */
export function powerTerm(
  row: MeasuredRow,
  facts: CpuFacts,
  coefficients: Coefficients,
  priors: PowerPriors,
  timeByCause: ReadonlyMap<Cause, number> | null,
): SumTerm | null {
  const setting = runSetting(row, facts);
  if (!setting || !timeByCause || row.boundary === null) return null;
  const { cores, clockHz, bytesPerValue } = setting;
  const total = [...timeByCause.values()].reduce((sum, x) => sum + x, 0);
  const share = (cause: Cause) => (timeByCause.get(cause) ?? 0) / total;
  const { chip, lineage, boundary } = row;
  const form = bytesPerValue === 4 ? 'fp32' : 'int8';
  type Prior = { readonly mean?: number; readonly spread: number };
  const link = (name: string, { mean = 0, spread }: Prior, factor = 1) =>
    [coefficients.index(name, mean, spread), factor] as const;
  const facts0 = facts.chips[chip]!;
  const highestHz = si(facts0.clock);
  const core = facts.cores[row.family]!;
  // Joules at the chip, the board and the socket differ by losses that nothing here can tell apart: each boundary has its own.
  const at = link(`boundary ${boundary}`, priors.boundary);
  const active = [
    at,
    link('compute', priors.compute),
    link('voltage', priors.voltage, Math.log(clockHz / highestHz)),
    link('width', priors.width, Math.log(si(core.fp32Macs) / 4)),
    link(`chip ${chip}`, priors.chip),
    link(`runtime ${lineage}`, priors.lineage),
    link(`runtime ${lineage} on ${chip}`, priors.lineageOnChip),
    link(`form ${form} of ${lineage}`, priors.form),
    link(`form ${form} of ${lineage} on ${chip}`, priors.formOnChip),
    link(`network ${row.network}`, priors.network),
  ];
  const gigahertz = clockHz / 1e9;
  return new SumTerm([
    {
      amount: 1,
      cause: 'idle',
      coefficients: [
        at,
        link('idle', priors.idle),
        link('idle by bandwidth', priors.idleByBandwidth, Math.log(setting.dramBytesPerS / 12.8e9)),
        link(`idle of ${chip}`, priors.idleOfChip),
      ],
    },
    { amount: cores * gigahertz * share('compute'), coefficients: active },
    {
      amount: cores * gigahertz * share('memory'),
      cause: 'memory',
      coefficients: [...active, link('memory', priors.memory)],
    },
    {
      amount: gigahertz * (share('overhead') + share('io')),
      cause: 'overhead',
      coefficients: [...active, link('serial', priors.serial)],
    },
  ]);
}
