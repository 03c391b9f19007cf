import { RandomStream } from '../engine/random/random-stream.ts';

/** Seeds of the scored runs of a scenario, and the one on which choices are made; all different. */
export interface PairedSeeds {
  readonly scored: readonly number[];
  readonly tuning: number;
}

/** Draws so many different seeds from the seed of the run; the first ones do not depend on how many are drawn. */
export function pairedSeeds(seed: number, count: number): PairedSeeds {
  const stream = new RandomStream(seed, 'scenario', 'paired-seeds');
  const drawn = new Set<number>();
  for (let index = 0; drawn.size < count + 1; index++) drawn.add(stream.u32(index));
  const [tuning, ...scored] = [...drawn];
  return { scored, tuning: tuning! };
}
