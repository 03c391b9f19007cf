import type { FloatLayer } from '../float-layer.ts';
import { referenceForward } from '../reference-forward.ts';
import { blocksOf } from './blocks-of.ts';

/** What may be switched off first. */
export interface MaskRanking {
  /** Per layer that fires: its channels, the one that contributes least first. */
  readonly channels: readonly (readonly number[])[];
  /** Blocks of the input (`blocksOf`), the one that contributes least first. */
  readonly regions: readonly number[];
}

/** Images on which blocks are tried; each takes a pass a block. */
const occludedImages = 16;

/**
 * Ranks channels and regions of the input by what they contribute on training images.
 *
 * - A channel sends the sum over its neurons of activation times the absolute weights into the next layer.
 * - A block of the input is blanked; it contributes the square of what that changes in the outputs (occlusion, Zeiler and Fergus 2014).
 * @param images u8 [count][pixels]
 */
export function rankForMasks(layers: readonly FloatLayer[], images: Uint8Array, count: number): MaskRanking {
  const pixels = images.length / count;
  const all = Array.from({ length: count }, (_, i) => images.subarray(i * pixels, (i + 1) * pixels));
  const activations = all.map((image) => referenceForward(layers, image));
  const channels = layers.slice(0, -1).map((layer, l) => {
    const { outChannels } = layer.geometry;
    const next = layers[l + 1]!;
    const reach = reachOf(next, outChannels);
    const sent = new Float64Array(outChannels);
    for (const of of activations)
      for (const [n, a] of of[l]!.entries()) sent[n % outChannels]! += a * reach[n % outChannels]!;
    return ranked(sent);
  });
  const blocks = blocksOf(layers[0]!.geometry);
  const change = new Float64Array(blocks.length);
  for (const [i, image] of all.slice(0, occludedImages).entries()) {
    const outputs = activations[i]!.at(-1)!;
    for (const [b, block] of blocks.entries()) {
      if (block.every((p) => image[p] === 0)) continue;
      const blanked = Uint8Array.from(image);
      for (const p of block) blanked[p] = 0;
      const without = referenceForward(layers, blanked).at(-1)!;
      for (let k = 0; k < outputs.length; k++) change[b]! += (outputs[k]! - without[k]!) ** 2;
    }
  }
  return { channels, regions: ranked(change) };
}

/** By channel of the layer before: the absolute weights that read it. */
function reachOf({ geometry: g, columns }: FloatLayer, channels: number): Float64Array {
  const taps = g.kernelHeight * g.kernelWidth;
  const perChannel = new Float64Array(channels);
  for (let c = 0; c < channels; c++)
    for (let j = columns.start[c * taps]!; j < columns.start[(c + 1) * taps]!; j++)
      perChannel[c]! += Math.abs(columns.weight[j]!);
  return perChannel;
}

/** Indices from the least value to the most; of equal ones the first. */
const ranked = (values: Float64Array): readonly number[] =>
  Array.from(values.keys()).sort((a, b) => values[a]! - values[b]! || a - b);
