import type { McuProfile } from '../../targets/mcu/profile-schema.ts';
import { si } from '../../targets/quantity.ts';
import { describedQuantity } from '../described-quantity.ts';
import { type MeasuredRow, measuredValue } from '../measured/measured-row.ts';
import { perRows } from '../per-rows.ts';
import { chipOfProfile } from './chip-of-profile.ts';
import type { McuFacts } from './mcu-facts.ts';
import { mcuPowerModel } from './power-model.ts';
import { dataSheetEnergyPerCycle, regulatorFactor } from './power-term.ts';
import { rowOfProfile } from './row-of-profile.ts';

const models = perRows((rows, facts: McuFacts) => mcuPowerModel(facts).fit(rows));

type Filled = Required<Pick<McuProfile, 'activePower' | 'powerStates'>>;

const estimate = (value: number, unit: string, low: number, high: number, note: string) =>
  ({ value, unit, source: 'estimate', grade: 'estimated', low, high, note }) as const;

/**
 * Power of a described board while it computes and while it waits: the calibrated power model, and currents of the data
 * sheet where it has them. Null where the model cannot say anything.
 * @param rows calibration rows
 */
export function describedPower(
  profile: McuProfile,
  facts: McuFacts,
  rows: readonly MeasuredRow[],
): Filled | null {
  const model = models(rows, facts);
  const row = rowOfProfile(profile);
  const active = model.predict(row);
  const asleep = model.predict({ ...row, dutyCycle: 0 });
  const chip = facts.chips[chipOfProfile(profile)];
  if (!active || !asleep || !chip) return null;
  const measured = rows.some((one) => one.chip === row.chip && measuredValue(one, 'power') !== null);
  const sheet = chip.runCurrent ? 'run current of the data sheet' : 'prior: no run current is known';
  const activePower = describedQuantity(
    active.central < 1 ? scaled(active, 1e3) : active,
    active.central < 1 ? 'mW' : 'W',
    measured ? 'fitted' : 'estimated',
    `power model, from the ${measured ? 'rows of the chip' : sheet}; 90% interval`,
  );
  const clockHz = si(profile.clock);
  const perCycle = dataSheetEnergyPerCycle(chip, 'sleepCurrent');
  const sleepW = perCycle === null ? null : perCycle * clockHz * regulatorFactor(row, chip);
  const wakeUs = 24 / (clockHz / 1e6);
  const wakeNj = active.central * wakeUs * 1e3;
  const states: Filled['powerStates'] = [
    {
      name: 'sleep',
      power:
        sleepW === null
          ? describedQuantity(
              scaled(asleep, 1e3),
              'mW',
              'estimated',
              'power model: asleep between inferences, clocks on; 90% interval',
            )
          : estimate(
              sleepW * 1e3,
              'mW',
              sleepW * 1e3,
              sleepW * 2.5e3,
              'sleep current of the data sheet, at this supply; such currents understate by up to 2.5 times',
            ),
      after: estimate(0, 'us', 0, 0, 'the core waits for an interrupt as soon as it has no work'),
      wakeTime: estimate(wakeUs, 'us', wakeUs / 2, wakeUs * 5, '24 cycles: interrupt entry and the handler'),
      wakeEnergy: estimate(wakeNj, 'nJ', wakeNj / 2, wakeNj * 5, 'active power x wake time'),
    },
  ];
  const { stopCurrent, supply } = chip;
  if (!stopCurrent || !supply) return { activePower, powerStates: states };
  const stopUw = si(stopCurrent) * (profile.supply ? si(profile.supply) : si(supply)) * 1e6;
  const wakeUj = active.central * 60;
  return {
    activePower,
    powerStates: [
      ...states,
      {
        name: 'stop',
        power: estimate(
          stopUw,
          'uW',
          stopUw / 2,
          stopUw * 10,
          'stop current of the data sheet x supply; board leakage is the high end',
        ),
        after: estimate(2, 'ms', 1, 50, 'firmware choice: shorter than any inference'),
        wakeTime: estimate(60, 'us', 8, 250, 'as of other microcontrollers: until the PLL has locked'),
        wakeEnergy: estimate(wakeUj, 'uJ', wakeUj / 8, wakeUj * 4, 'active power x wake time'),
      },
    ],
  };
}

const scaled = ({ low, central, high }: { low: number; central: number; high: number }, factor: number) => ({
  low: low * factor,
  central: central * factor,
  high: high * factor,
});
