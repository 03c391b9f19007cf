import type { OneShotLayer } from './one-shot-options.ts';

/**
 * The same values and blocks with the dense network's epilogue at every level: what the pruning alone leaves.
 */
export function withoutRecalibration(layer: OneShotLayer): OneShotLayer {
  const { rows, levelEnds, denseScale, denseBias } = layer;
  const repeat = (row: Float32Array): Float32Array => {
    const all = new Float32Array(levelEnds.length * rows);
    for (let level = 0; level < levelEnds.length; level++) all.set(row, level * rows);
    return all;
  };
  return { ...layer, scale: repeat(denseScale), bias: repeat(denseBias) };
}
