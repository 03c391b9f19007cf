import { RestStates } from '../targets/rest-states.ts';
import type { PowerState } from '../targets/target.ts';
import { wakeEnergyJ } from '../targets/wake-energy.ts';

/** What a power state takes of one period, on the average. */
export interface RestShare {
  readonly name: string;
  readonly powerW: number;
  /** Share of all time that is spent in it. */
  readonly timeShare: number;
  readonly energyJ: number;
  /** Wakes from it in one period: at most 1 over all states. */
  readonly wakes: number;
  readonly wakeEnergyJ: number;
}

/** From one rest to the next: the inferences between them, and how long the rest after them is. */
interface Stretch {
  readonly state: number;
  readonly inferences: number;
  readonly restNs: number;
}

/**
 * A unit that is asked for one inference every so often, as the simulator has it: what it wakes from depends on how long it
 * rested, and how long it rests on what it woke from. Where waking takes longer than is left of a period, the next inference
 * follows at once, and the unit rests only when it has caught up. States are finite, so this comes round; the mean is that of
 * one round, exactly.
 * @param latencyNs of one inference without waking, at most `everyNs`
 * @throws RangeError as {@link RestStates} does
 */
export function periodicRest(
  states: readonly PowerState[],
  latencyNs: number,
  everyNs: number,
): readonly RestShare[] {
  const rests = new RestStates('of the prediction', states);
  const spareNs = everyNs - latencyNs;
  const round: Stretch[] = [];
  // It has rested a whole period before the first request.
  let state = rests.stateAfter(everyNs);
  while (!round.some((stretch) => stretch.state === state)) {
    const { wakeNs } = rests.at(state);
    const inferences = Math.max(1, Math.ceil(wakeNs / spareNs));
    const restNs = Math.max(0, inferences * spareNs - wakeNs);
    round.push({ state, inferences, restNs });
    // Without any time to spare it never catches up.
    if (!Number.isFinite(inferences)) return states.map((one) => shareOf(one, 0, 0, everyNs));
    state = rests.stateAfter(restNs);
  }
  const stretches = round.slice(round.findIndex((stretch) => stretch.state === state));
  const timesNs = new Float64Array(states.length);
  const wakes = new Float64Array(states.length);
  let periods = 0;
  for (const stretch of stretches) {
    rests.split(0, stretch.restNs, timesNs);
    wakes[stretch.state]! += 1;
    periods += stretch.inferences;
  }
  return states.map((one, i) => shareOf(one, timesNs[i]! / periods, wakes[i]! / periods, everyNs));
}

const shareOf = (state: PowerState, timeNs: number, wakes: number, everyNs: number): RestShare => ({
  name: state.name,
  powerW: state.powerW,
  timeShare: timeNs / everyNs,
  energyJ: state.powerW * timeNs * 1e-9,
  wakes,
  wakeEnergyJ: wakes === 0 ? 0 : wakes * wakeEnergyJ(state),
});
