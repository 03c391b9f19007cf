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
 * times joules of a cycle (capacitance x voltage squared), more or less where cores wait for memory, and one core alone
 * between layers. Losses between the chip, the board and the socket are a coefficient of each boundary.
 * @param timeByCause how the time of an inference divides, in any unit; null where that is not known
 * @returns null where chip, core or the boundary of the measurement are not known
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
  const total = [...timeByCause.values()].reduce((sum, part) => sum + part, 0);
  const share = (cause: Cause) => (timeByCause.get(cause) ?? 0) / total;
  const { chip, lineage } = row;
  const form = `${setting.bytesPerValue === 4 ? 'fp32' : 'int8'} of ${lineage}`;
  const highestHz = si(facts.chips[chip]!.clock);
  const lanes = si(facts.cores[row.family]!.fp32Macs);
  const link = (name: string, prior: { readonly mean?: number; readonly spread: number }, factor = 1) =>
    [coefficients.index(name, prior.mean ?? 0, prior.spread), factor] as const;
  const boundary = link(`boundary ${row.boundary}`, priors.boundary);
  const active = [
    boundary,
    link('compute', priors.compute),
    link('voltage', priors.voltage, Math.log(setting.clockHz / highestHz)),
    link('width', priors.width, Math.log(lanes / 4)),
    link(`chip ${chip}`, priors.chip),
    link(`runtime ${lineage}`, priors.lineage),
    link(`runtime ${lineage} on ${chip}`, priors.lineageOnChip),
    link(form, priors.form),
    link(`${form} on ${chip}`, priors.formOnChip),
    link(`network ${row.network}`, priors.network),
  ];
  const oneCore = setting.clockHz / 1e9;
  const allCores = setting.cores * oneCore;
  return new SumTerm([
    {
      amount: 1,
      cause: 'idle',
      coefficients: [
        boundary,
        link('idle', priors.idle),
        link('idle by bandwidth', priors.idleByBandwidth, Math.log(setting.dramBytesPerS / 12.8e9)),
        link(`idle of ${chip}`, priors.idleOfChip),
      ],
    },
    { amount: allCores * share('compute'), coefficients: active },
    {
      amount: allCores * share('memory'),
      cause: 'memory',
      coefficients: [...active, link('memory', priors.memory)],
    },
    {
      amount: oneCore * (share('overhead') + share('io')),
      cause: 'overhead',
      coefficients: [...active, link('serial', priors.serial)],
    },
  ]);
}
