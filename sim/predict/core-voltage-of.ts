import { si } from '../targets/quantity.ts';
import type { PredictableProfile } from './predictable-profile.ts';

/** Core voltage at a clock that was asked for, and what a reader must know of it. */
export interface CoreVoltage {
  /** Over that at the profile's own clock; 1 where nothing is known. */
  readonly share: number;
  readonly note: string | null;
}

const isNear = (a: number, b: number) => Math.abs(a - b) <= 1e-6 * b;

/**
 * A core at a slower clock may do with less voltage: at that of the slowest of the profile's clocks that is fast enough.
 * Where a profile states none the voltage is taken to stay, and the answer is an estimate.
 */
export function coreVoltageOf(
  profile: Extract<PredictableProfile, { class: 'mcu' }>,
  clockMhz: number,
  regulator: 'linear' | 'switching' | 'direct' | null,
): CoreVoltage {
  const ownMhz = si(profile.clock) / 1e6;
  // Fed directly, a core has the voltage of the supply.
  if (isNear(clockMhz, ownMhz) || regulator === 'direct') return { share: 1, note: null };
  const points = profile.clocks?.points.map(({ clock, voltage }) => ({
    mhz: si(clock) / 1e6,
    volts: si(voltage),
  }));
  const own = points?.find(({ mhz }) => isNear(mhz, ownMhz));
  const enough = points?.find(({ mhz }) => mhz >= clockMhz * (1 - 1e-6)) ?? points?.at(-1);
  if (!points || !own || !enough)
    return {
      share: 1,
      note: `clock: an estimate; ${profile.id} states no voltage by clock (clocks.points), so power is that of ${ownMhz} MHz by the clock alone`,
    };
  return {
    share: enough.volts / own.volts,
    note: `clock: ${isNear(enough.mhz, clockMhz) ? '' : 'an estimate; '}${clockMhz} MHz at ${enough.volts} V, as ${enough.mhz} MHz needs it, against ${own.volts} V at ${ownMhz} MHz`,
  };
}
