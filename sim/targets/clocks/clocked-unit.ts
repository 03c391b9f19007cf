import type { z } from 'zod';
import { powerStates } from '../power-states.ts';
import type { powerStatesSchema } from '../profile-parts.ts';
import { type Quantity, si } from '../quantity.ts';
import type { UnitModel } from '../unit-model.ts';
import type { ClocksPart } from './clocks-schema.ts';
import { scaledPowerW } from './scaled-power.ts';
import { timesQuantity } from './times-quantity.ts';
import { unitClocks } from './unit-clocks.ts';

/** What every profile with clocks has. */
interface Clocked {
  readonly clock: Quantity;
  readonly activePower: Quantity;
  readonly powerStates: z.output<typeof powerStatesSchema>;
  readonly clocks?: ClocksPart | undefined;
}

/** A profile at another clock: how much faster that is, and by how much its voltage is higher. */
export interface AtClock<P> {
  readonly profile: P;
  readonly speed: number;
  readonly voltage: number;
}

/**
 * The cost model of a unit at each of its clocks. A model at a clock is the model of the profile with that clock and
 * its active power: what counts cycles scales with the clock, what is stated in seconds or bytes a second does not.
 * Rest states are those of the profile at every clock.
 * @param make the model of a profile; what else of it depends on the clock is for `make` to scale
 */
export function clockedUnit<P extends Clocked>(
  profile: P,
  regulator: 'linear' | 'switching',
  make: (at: AtClock<P>) => UnitModel,
): UnitModel {
  const own = make({ profile, speed: 1, voltage: 1 });
  if (!profile.clocks) return own;
  const activeW = si(profile.activePower);
  const clocks = unitClocks(profile.clocks, si(profile.clock), activeW);
  const lowestW = Math.min(...powerStates(profile.powerStates).map(({ powerW }) => powerW));
  const fixedW = Math.max(lowestW, profile.clocks.fixedPower ? si(profile.clocks.fixedPower) : 0);
  const ownPoint = { hz: clocks.hz[clocks.own]!, volts: clocks.volts[clocks.own]! };
  const models = profile.clocks.points.map((point, i) => {
    if (i === clocks.own) return own;
    const at = { hz: clocks.hz[i]!, volts: clocks.volts[i]! };
    const watts = point.activePower
      ? si(point.activePower)
      : scaledPowerW(activeW, fixedW, ownPoint, at, regulator);
    const [first, ...deeper] = profile.powerStates;
    const active = timesQuantity(profile.activePower, watts / activeW);
    // Of what a stage spends, the first rest state is its static part: at a slow clock that may be all there is.
    const still = si(active) < si(first!.power) ? active : first!.power;
    return make({
      profile: {
        ...profile,
        clock: point.clock,
        activePower: active,
        powerStates: [{ ...first!, power: still }, ...deeper],
      },
      speed: at.hz / ownPoint.hz,
      voltage: at.volts / ownPoint.volts,
    });
  });
  return {
    ...own,
    unit: { ...own.unit, clocks },
    lower: (plan, outcome) => (plan.clock === undefined ? own : models[plan.clock]!).lower(plan, outcome),
  };
}
