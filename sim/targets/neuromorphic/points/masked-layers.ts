import type { OperatingPoint } from '../../../sparsity/operating-point.ts';
import type { FloatLayer } from '../float-layer.ts';
import { tapsOf } from '../geometry.ts';
import { blocksOf } from './blocks-of.ts';
import type { MaskRanking } from './rank-for-masks.ts';

/** A neuron is off where at least this share of the weights that it has a place for reads what is off, or beyond the edge. */
const offFrom = 0.5;

/**
 * Layers with neurons switched off at the source: they send nothing, whatever reaches them. Of channels, those that contribute
 * least in every layer that fires; of regions, blocks of the input and, layer by layer, the neurons that see little else.
 */
export function maskedLayers(
  layers: readonly FloatLayer[],
  { of, share }: NonNullable<OperatingPoint['mask']>,
  ranking: MaskRanking,
): readonly FloatLayer[] {
  if (of === 'channels')
    return layers.map((layer, l) => {
      if (!layer.fires) return layer;
      const { outChannels, outHeight, outWidth } = layer.geometry;
      const off = new Set(ranking.channels[l]!.slice(0, Math.floor(share * outChannels)));
      const silent = Uint8Array.from({ length: outHeight * outWidth * outChannels }, (_, n) =>
        off.has(n % outChannels) ? 1 : 0,
      );
      return { ...layer, silent };
    });
  const blocks = blocksOf(layers[0]!.geometry);
  const { inHeight, inWidth, inChannels } = layers[0]!.geometry;
  const silentInputs = new Uint8Array(inHeight * inWidth * inChannels);
  for (const block of ranking.regions.slice(0, Math.floor(share * blocks.length)))
    for (const n of blocks[block]!) silentInputs[n] = 1;
  let unseen: Float64Array = Float64Array.from(
    { length: inHeight * inWidth },
    (_, pixel) => silentInputs[pixel * inChannels]!,
  );
  return layers.map((layer, l) => {
    unseen = unseenBy(layer, unseen);
    const { outChannels } = layer.geometry;
    const own = l === 0 ? { ...layer, silentInputs } : layer;
    if (!layer.fires) return own;
    const silent = Uint8Array.from({ length: unseen.length * outChannels }, (_, n) =>
      unseen[Math.floor(n / outChannels)]! >= offFrom ? 1 : 0,
    );
    return { ...own, silent };
  });
}

/** By output pixel the share of its kernel that reads what is not seen, or beyond the edge. */
function unseenBy({ geometry: g }: FloatLayer, unseen: Float64Array): Float64Array {
  const { start, outPixel } = tapsOf(g);
  const kernel = g.kernelHeight * g.kernelWidth;
  const seen = new Float64Array(g.outHeight * g.outWidth);
  for (let pixel = 0; pixel < unseen.length; pixel++)
    for (let t = start[pixel]!; t < start[pixel + 1]!; t++) seen[outPixel[t]!]! += 1 - unseen[pixel]!;
  return seen.map((taps) => 1 - taps / kernel);
}
