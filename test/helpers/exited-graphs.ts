import { RandomStream } from '../../sim/engine/random/random-stream.ts';
import type { Network } from '../../sim/network/network.ts';
import { readOnnx } from '../../sim/network/onnx/read-onnx.ts';
import { writeOnnx } from '../../sim/network/onnx/write-onnx.ts';
import type { ExitPlace } from '../../sim/sparsity/exits/exit-place.ts';
import { findExitPlaces } from '../../sim/sparsity/exits/find-exit-places.ts';
import type { LinearHead } from '../../sim/sparsity/exits/fit-linear-head.ts';
import { withExits } from '../../sim/sparsity/exits/with-exits.ts';
import { withoutExits } from '../../sim/sparsity/exits/without-exits.ts';
import { levelCount, randomResidual } from './random-graphs.ts';

/** A network with random heads at all its places. */
export interface ExitedGraph {
  readonly bare: Network;
  readonly network: Network;
  readonly exits: readonly { readonly place: ExitPlace; readonly heads: readonly LinearHead[] }[];
}

/** @param heads one a level, or one for all */
export function exited(bare: Network, heads: 'own' | 'one', seed = 1): ExitedGraph {
  const classes = bare.output.shape.at(-1)!;
  const exits = findExitPlaces(bare).map((place, exit) => ({
    place,
    heads: Array.from({ length: heads === 'own' ? levelCount : 1 }, (_, level): LinearHead => {
      const draws = new RandomStream(seed, `exit${exit}.${level}`, 'random-head');
      const values = (from: number, count: number) =>
        Float32Array.from({ length: count }, (_, i) => draws.uniform(from + i) - 0.5);
      return { weight: values(0, classes * place.features), bias: values(10_000, classes) };
    }),
  }));
  const network = readOnnx(writeOnnx(withExits(withoutExits(bare), exits)), 'exited');
  return { bare, network, exits };
}

export const exitedResidual = (seed: number, heads: 'own' | 'one') =>
  exited(randomResidual(seed).network, heads);
