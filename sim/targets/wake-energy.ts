import type { PowerState } from './target.ts';

/** Energy of waking from a power state, J: at least what the state itself draws while that lasts. */
export const wakeEnergyJ = (state: PowerState): number =>
  Math.max(state.wakeEnergyJ, state.powerW * state.wakeNs * 1e-9);
