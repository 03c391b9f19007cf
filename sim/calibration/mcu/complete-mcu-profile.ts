import type { McuProfile } from '../../targets/mcu/profile-schema.ts';
import { type Quantity, si } from '../../targets/quantity.ts';
import type { MeasuredRow } from '../measured/measured-row.ts';
import { describedPower } from './described-power.ts';
import { describedRuntimes } from './described-runtimes.ts';
import type { McuFacts } from './mcu-facts.ts';
import { mcuFactsWith } from './mcu-facts-with.ts';

/** Whether a board has a runtime that somebody measured on it. */
const hasDense = (profile: McuProfile): boolean =>
  Object.values(profile.runtimes).some(({ kernels }) => kernels === 'dense');

/** Whether the calibrated models have something to fill in. */
export const isDescribed = (profile: McuProfile): boolean =>
  !profile.activePower ||
  !profile.powerStates ||
  !profile.stackBytes ||
  !profile.policyCyclesPerOperation ||
  !hasDense(profile);

/** Runtimes of the family hold the energy interval of measured boards: here the power is uncertain as well. */
function onPredictedPower(profile: McuProfile, power: Quantity): McuProfile['runtimes'] {
  const { value, low = value, high = value } = power;
  const digits = (x: number) => Number(x.toPrecision(3));
  return Object.fromEntries(
    Object.entries(profile.runtimes).map(([id, runtime]) => [
      id,
      {
        ...runtime,
        energyInterval: {
          ...runtime.energyInterval,
          low: digits((runtime.energyInterval.low * low) / value),
          high: digits((runtime.energyInterval.high * high) / value),
          note: `${runtime.energyInterval.note}; times the interval of the predicted active power`,
        },
      },
    ]),
  );
}

/**
 * A profile that says what its data sheet and its core family say, with what a simulation needs beside that: active power
 * and power states from the calibrated power model, dense int8 runtimes from the calibrated latency model. What the profile
 * has stays as it is; memories are never guessed.
 * @param rows calibration rows, without those that are left out
 */
export function completeMcuProfile(
  profile: McuProfile,
  facts: McuFacts,
  rows: readonly MeasuredRow[],
): McuProfile {
  if (!isDescribed(profile)) return profile;
  const all = mcuFactsWith(facts, profile);
  const core = profile.family === undefined ? undefined : all.cores[profile.family];
  const filled = describedPower(profile, all, rows);
  const activePower = profile.activePower ?? filled?.activePower;
  const powerStates = profile.powerStates ?? filled?.powerStates;
  const perOperation = core && Number(((4 * 3.4) / si(core.coreMark)).toPrecision(2));
  return {
    ...profile,
    stackBytes: profile.stackBytes ?? {
      value: 16,
      unit: 'KiB',
      source: 'estimate',
      grade: 'estimated',
      low: 4,
      high: 64,
      note: 'stack, two small input buffers, drivers',
    },
    ...(activePower ? { activePower } : {}),
    ...(powerStates ? { powerStates } : {}),
    ...(!profile.policyCyclesPerOperation && perOperation
      ? {
          policyCyclesPerOperation: {
            value: perOperation,
            unit: 'cycle',
            source: 'estimate',
            grade: 'estimated',
            low: perOperation / 2,
            high: perOperation * 2.5,
            note: '4 cycles of a Cortex-M4, by the scalar throughput of the core',
          } as const,
        }
      : {}),
    runtimes: {
      ...(activePower && !hasDense(profile) ? describedRuntimes(profile, activePower, all, rows) : {}),
      ...(activePower && !profile.activePower ? onPredictedPower(profile, activePower) : profile.runtimes),
    },
  };
}
