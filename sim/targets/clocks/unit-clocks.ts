import { si } from '../quantity.ts';
import type { UnitClocks } from '../target.ts';
import type { ClocksPart } from './clocks-schema.ts';

/** Clocks of a profile in the engine's units. @param clockHz of the profile @param activeW of the profile, W */
export function unitClocks(part: ClocksPart, clockHz: number, activeW: number): UnitClocks {
  const switchNs = Math.round(si(part.switchTime) * 1e9);
  return {
    hz: part.points.map(({ clock }) => si(clock)),
    volts: part.points.map(({ voltage }) => si(voltage)),
    own: part.points.findIndex(({ clock }) => si(clock) === clockHz),
    switchNs,
    switchJ: part.switchEnergy ? si(part.switchEnergy) : activeW * switchNs * 1e-9,
  };
}
