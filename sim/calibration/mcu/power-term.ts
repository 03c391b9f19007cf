import { si } from '../../targets/quantity.ts';
import type { Coefficients } from '../fit/coefficients.ts';
import { SumTerm } from '../fit/sum-term.ts';
import type { MeasuredRow } from '../measured/measured-row.ts';
import type { McuChip, McuFacts } from './mcu-facts.ts';
import { type PowerPriors, switchingEfficiency, usualCoreVoltage } from './power-priors.ts';

/** Joules of one cycle behind the regulator by the data sheet, or null where it says nothing. */
export function dataSheetEnergyPerCycle(
  chip: McuChip,
  ofCurrent: 'runCurrent' | 'sleepCurrent' = 'runCurrent',
): number | null {
  const stated = chip[ofCurrent];
  if (!stated) return null;
  const current = si(stated);
  // Through a linear regulator the core takes the whole current at its own voltage; through a switching one the power.
  return chip.regulator === 'linear'
    ? current * si(chip.coreVoltage!)
    : current * si(chip.supply!) * switchingEfficiency;
}

/** Power from the supply over power behind the regulator: constant current, or constant power with a loss. */
export function regulatorFactor(row: Pick<MeasuredRow, 'regulator' | 'supplyV'>, chip: McuChip): number {
  if (row.regulator === 'linear' && row.supplyV)
    return row.supplyV / (chip.coreVoltage ? si(chip.coreVoltage) : usualCoreVoltage);
  if (row.regulator === 'direct') return 1;
  return 1 / switchingEfficiency;
}

/**
 * Energy of a cycle at the core voltage of a row over that at the voltage of the board's rows: the charge C V comes from
 * the supply through a linear regulator, the energy C V squared through a switching one (`scaledPowerW`).
 */
function voltageFactor({ coreVoltageShare: share = 1, regulator }: MeasuredRow): number {
  return regulator === 'linear' ? share : share ** 2;
}

/**
 * Mean power of a microcontroller at its supply: energy of a cycle x clock x regulator while it computes, a share of it
 * while it sleeps between inferences, and a part that does not scale with the clock. Capacitance and core voltage of a
 * chip are one coefficient: nothing published tells them apart.
 * @returns null where clock or chip are not known
 */
export function powerTerm(
  row: MeasuredRow,
  facts: McuFacts,
  coefficients: Coefficients,
  priors: PowerPriors,
): SumTerm | null {
  const chip = facts.chips[row.chip];
  if (!chip || !row.clockMhz) return null;
  const clock = row.clockMhz * 1e6;
  const supply = regulatorFactor(row, chip);
  const sheet = dataSheetEnergyPerCycle(chip);
  type Prior = { mean?: number; spread: number };
  const link = (name: string, { mean = 0, spread }: Prior) =>
    [coefficients.index(name, mean, spread), 1] as const;
  const cycle =
    sheet === null
      ? [
          link('joules of a cycle', priors.cycleWithoutDataSheet),
          link(`chip ${row.chip}`, priors.chipWithoutDataSheet),
        ]
      : [
          link('data sheet understates', priors.dataSheetUnderstates),
          link(`chip ${row.chip}`, priors.chipWithDataSheet),
        ];
  const drawn = [
    ...cycle,
    link(`regulator of ${row.chip}, ${row.regulator}`, priors.regulator),
    ...(row.scenario === 'Streaming' ? [link(`session of ${row.id}`, priors.session)] : []),
  ];
  const running = [
    ...drawn,
    link(`runtime ${row.runtime}`, priors.runtime),
    link(`runtime ${row.runtime} on ${row.chip}`, priors.runtimeOnChip),
    link(`network ${row.network}`, priors.network),
  ];
  const awake = row.dutyCycle ?? 1;
  const scale = supply * (sheet ?? 1);
  const cycleScale = scale * voltageFactor(row);
  return new SumTerm([
    { amount: awake * clock * cycleScale, coefficients: running },
    {
      amount: (1 - awake) * clock * cycleScale,
      coefficients: [...drawn, link('sleep', priors.sleep)],
      cause: 'sleep',
    },
    {
      amount: si(chip.maxClock) * scale,
      coefficients: [...drawn, link('static', priors.static)],
      cause: 'static',
    },
  ]);
}
