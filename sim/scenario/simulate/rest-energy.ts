import type { PowerState } from '../../targets/target.ts';

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

  at(state: number): PowerState {
    return this.states[state]!;
  }

  /**
   * Energy in the first state (idle) and in the deeper ones (sleep) between two instants of one rest.
   * @param fromNs and toNs are measured from the start of the rest
   */
  energyJ(fromNs: number, toNs: number): { readonly idleJ: number; readonly sleepJ: number } {
    let idleJ = 0;
    let sleepJ = 0;
    for (let i = 0; i < this.states.length; i++) {
      const start = Math.max(fromNs, this.fromNs[i]!);
      const end = i + 1 < this.states.length ? Math.min(toNs, this.fromNs[i + 1]!) : toNs;
      if (end <= start) continue;
      const joules = this.states[i]!.powerW * (end - start) * 1e-9;
      if (i === 0) idleJ += joules;
      else sleepJ += joules;
    }
    return { idleJ, sleepJ };
  }
}
