import type { FaultPlan, FaultWindow } from '../../../sim/scenario/simulate/fault-plan.ts';
import type { Dice } from './dice.ts';

/** A plan with at least one kind of fault: windows of any length from a tenth of a request to half the horizon. */
export function drawFaults(
  dice: Dice,
  units: readonly string[],
  horizonNs: number,
  serviceNs: number,
): FaultPlan {
  const kinds = dice.shuffled(['slowDowns', 'outages', 'sensorGaps'] as const).slice(0, dice.whole(1, 3));
  const windows = () => drawWindows(dice, horizonNs, serviceNs);
  const perUnit = () =>
    dice.some(units, 0.7).flatMap((unit) => windows().map((window) => ({ ...window, unit })));
  return {
    ...(kinds.includes('slowDowns')
      ? { slowDowns: perUnit().map((window) => ({ ...window, factor: dice.scale(1, 20) })) }
      : {}),
    ...(kinds.includes('outages') ? { outages: perUnit() } : {}),
    ...(kinds.includes('sensorGaps') ? { sensorGaps: windows() } : {}),
  };
}

/** One to four windows that do not overlap, some of which touch. */
function drawWindows(dice: Dice, horizonNs: number, serviceNs: number): FaultWindow[] {
  let at = 0;
  return dice.many(dice.whole(1, 4), () => {
    const fromNs = at + (dice.chance(0.1) ? 0 : Math.floor(dice.share() * 0.5 * horizonNs));
    const lengthNs = dice.scale(0.1 * serviceNs, Math.max(serviceNs, 0.5 * horizonNs));
    at = fromNs + Math.max(1, Math.ceil(lengthNs));
    return { fromNs, untilNs: at };
  });
}
