import type { PowerState } from './target.ts';

/**
 * The power states a unit falls through while it rests, in closed form: no event and no tick while nothing happens.
 * State i holds from its `afterNs` to that of state i + 1; the first from the start of the rest.
 */
export class RestStates {
  private readonly states: readonly PowerState[];
  private readonly fromNs: readonly number[];

  /** @throws RangeError without a state, or when deeper states do not come later */
  constructor(unit: string, states: readonly PowerState[]) {
    if (states.length === 0)
      throw new RangeError(`unit ${unit} has no power state; give at least an idle one`);
    this.states = states;
    this.fromNs = states.map((state, i) => (i === 0 ? 0 : state.afterNs));
    for (let i = 1; i < states.length; i++) {
      if (!(this.fromNs[i]! >= this.fromNs[i - 1]!)) {
        throw new RangeError(
          `unit ${unit}: the power state ${states[i]!.name} comes before ${states[i - 1]!.name}`,
        );
      }
    }
  }

  /** Index of the state that a unit is in after so long a rest; 0 is the shallowest. */
  stateAfter(restNs: number): number {
    let state = 0;
    while (state + 1 < this.states.length && restNs >= this.fromNs[state + 1]!) state++;
    return state;
  }

  /** How long after the start of a rest a state begins, ns; Infinity where there is no such state. */
  startNs(state: number): number {
    return this.fromNs[state] ?? Number.POSITIVE_INFINITY;
  }

  /** Number of states. */
  get count(): number {
    return this.states.length;
  }

  at(state: number): PowerState {
    return this.states[state]!;
  }

  /**
   * Adds the time spent in each state between two instants of one rest.
   * @param fromNs and toNs are measured from the start of the rest @param timesNs [states]
   */
  split(fromNs: number, toNs: number, timesNs: Float64Array): void {
    const { fromNs: starts } = this;
    if (starts.length === 1 || toNs <= starts[1]!) {
      timesNs[0]! += toNs - fromNs;
      return;
    }
    for (let i = 0; i < starts.length; i++) {
      const start = Math.max(fromNs, starts[i]!);
      const end = i + 1 < starts.length ? Math.min(toNs, starts[i + 1]!) : toNs;
      if (end > start) timesNs[i]! += end - start;
    }
  }

  /** Energy of a rest of this length, J. */
  energyJ(restNs: number): number {
    const timesNs = new Float64Array(this.states.length);
    this.split(0, restNs, timesNs);
    return this.states.reduce((sum, state, i) => sum + state.powerW * timesNs[i]! * 1e-9, 0);
  }
}
