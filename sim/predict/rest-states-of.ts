import { describedPower } from '../calibration/mcu/described-power.ts';
import { loadMcuFacts } from '../calibration/mcu/load-facts.ts';
import { mcuFactsWith } from '../calibration/mcu/mcu-facts-with.ts';
import type { MeasuredRow } from '../calibration/measured/measured-row.ts';
import type { McuProfile } from '../targets/mcu/profile-schema.ts';
import { powerStates } from '../targets/power-states.ts';
import type { Quantity } from '../targets/quantity.ts';
import type { PowerState } from '../targets/target.ts';
import type { DutyLoad } from './duty-cycle.ts';
import type { PredictOptions } from './predict-options.ts';
import type { PredictableProfile } from './predictable-profile.ts';

type States = NonNullable<McuProfile['powerStates']>;
type End = keyof DutyLoad['states'];

/** States with all their numbers at one end of their intervals. Deeper ones still do not come before shallower ones. */
function statesAt(states: States, end: End): readonly PowerState[] {
  const at = <Q extends Quantity>(q: Q): Q => (end === 'central' ? q : { ...q, value: q[end] ?? q.value });
  let afterNs = 0;
  return powerStates(
    states.map((state) => ({
      ...state,
      power: at(state.power),
      after: at(state.after),
      wakeTime: at(state.wakeTime),
      wakeEnergy: at(state.wakeEnergy),
    })),
  ).map((state) => {
    afterNs = Math.max(afterNs, state.afterNs);
    return { ...state, afterNs };
  });
}

/** A microcontroller as it is asked for: what is predicted of its rest goes with clock and supply. */
function atOperatingPoint(profile: McuProfile, options: PredictOptions): McuProfile {
  const { clockMhz, supplyV, regulator } = options;
  const asked = { source: 'asked for', grade: 'vendor' } as const;
  return {
    ...profile,
    ...(clockMhz === undefined ? {} : { clock: { ...asked, value: clockMhz, unit: 'MHz' as const } }),
    ...(supplyV === undefined ? {} : { supply: { ...asked, value: supplyV, unit: 'V' as const } }),
    ...(regulator === undefined ? {} : { regulator: regulator === 'direct' ? undefined : regulator }),
  };
}

/**
 * States that a device falls through while it has no work: those of its profile, or what the calibrated power model and
 * the data sheet say of a described microcontroller. Null where nothing is known.
 * @param rows published rows of the class
 */
export async function restStatesOf(
  profile: PredictableProfile,
  options: PredictOptions,
  rows: readonly MeasuredRow[],
): Promise<{ readonly states: DutyLoad['states']; readonly note: string | null } | null> {
  const own = 'powerStates' in profile ? profile.powerStates : undefined;
  let states = own;
  if (!own && profile.class === 'mcu') {
    const facts = mcuFactsWith(await loadMcuFacts(), profile);
    const scored = rows.filter((row) => row.use === 'score');
    states = describedPower(atOperatingPoint(profile, options), facts, scored)?.powerStates;
  }
  if (!states) return null;
  const elsewhere =
    options.clockMhz !== undefined || options.supplyV !== undefined || options.regulator !== undefined;
  return {
    states: {
      low: statesAt(states, 'low'),
      central: statesAt(states, 'central'),
      high: statesAt(states, 'high'),
    },
    note:
      own && elsewhere
        ? 'rest: the states are those of the clock and supply of the profile'
        : !own && states.length === 1
          ? 'rest: no stop current is known, so the clocks are taken to run on; dataSheet.stopCurrent adds a deeper state'
          : null,
  };
}
