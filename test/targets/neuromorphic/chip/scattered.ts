import type { ChipPlacement } from '../../../../sim/targets/neuromorphic/chip/placement.ts';
import { wholeNoise } from '../../../../sim/targets/neuromorphic/chip/whole-noise.ts';

/** Neurons on random ones of `cores` cores that lie five apart. */
export function scattered(neurons: number, cores: number, seed: number): ChipPlacement {
  const core = Uint32Array.from({ length: neurons }, (_, n) => wholeNoise(seed, n, 7, cores - 1) * 5);
  const order = Uint32Array.from({ length: neurons }, (_, n) => n).sort(
    (a, b) => core[a]! - core[b]! || a - b,
  );
  return { core, order, soma: null, dendrite: null, synapse: null, forced: null };
}
