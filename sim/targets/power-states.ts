import type { z } from 'zod';
import type { powerStateSchema } from './profile-parts.ts';
import { si } from './quantity.ts';
import type { PowerState } from './target.ts';

const toNs = (seconds: number): number => Math.round(seconds * 1e9);

/** Power states of a profile in the engine's units. */
export function powerStates(states: readonly z.output<typeof powerStateSchema>[]): readonly PowerState[] {
  return states.map((state) => ({
    name: state.name,
    powerW: si(state.power),
    afterNs: toNs(si(state.after)),
    wakeNs: toNs(si(state.wakeTime)),
    wakeEnergyJ: si(state.wakeEnergy),
  }));
}
