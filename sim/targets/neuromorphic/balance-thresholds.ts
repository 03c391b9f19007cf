import { type Balance, type ConversionOptions, convert } from './convert.ts';
import type { FloatLayer } from './float-layer.ts';
import { referenceForward } from './reference-forward.ts';
import { SpikeDynamics } from './spike-dynamics.ts';

/**
 * Share of a layer's activations at or under its scale. 99.9% is customary for long codes; with 16 steps it leaves most
 * neurons one or two spikes. Chosen on 400 validation images of the digits ladder, where 97% loses 2, 2 and 5 points at
 * L0, L3 and L5, 99% 2, 2 and 8; differences under 2 points are within the error of the sample.
 */
export const quantile = 0.97;
/** Passes over the images per layer; each shifts the start of a channel by the mean count it misses. */
const passes = 2;

/**
 * Threshold balancing and calibration on training images (u8 [count][pixels]).
 *
 * The scale of a layer is a percentile of its activations. Then, layer by layer, the membrane at step 0 of each channel is
 * raised by the mean number of spikes that the channel sends too few, in thresholds (after the bias calibration of Li et
 * al. 2021, applied to the initial membrane): spikes arrive unevenly in a short code, and negative ones late, which
 * costs a plain conversion 6 to 22 points at 16 steps.
 * @param options `share` of a layer's activations at or under its scale; more of it suits longer codes. With scaled thresholds the scales
 *   stay, and starts are corrected for the counts that are then due.
 */
export function balanceThresholds(
  layers: readonly FloatLayer[],
  images: Uint8Array,
  count: number,
  steps: number,
  { share = quantile, ...options }: ConversionOptions & { readonly share?: number } = {},
): Balance {
  const pixels = images.length / count;
  const image = (i: number) => images.subarray(i * pixels, (i + 1) * pixels);
  const activations = Array.from({ length: count }, (_, i) => referenceForward(layers, image(i)));
  const firing = layers.filter((layer) => layer.fires);
  const scales = firing.map((_, l) =>
    percentile(
      activations.map((of) => of[l]!),
      share,
    ),
  );
  const corrections: number[][] = firing.map((layer) =>
    new Array<number>(layer.geometry.outChannels).fill(0),
  );
  for (const [l, layer] of firing.entries()) {
    const channels = layer.geometry.outChannels;
    const stepsLeft = steps - (l + 1);
    for (let pass = 0; pass < passes; pass++) {
      const network = convert(layers, { scales, corrections }, steps, 'calibration', options);
      const dynamics = new SpikeDynamics(network, l + 1);
      const missing = new Float64Array(channels);
      for (let i = 0; i < count; i++) {
        const counts = dynamics.counts(image(i), l);
        const target = activations[i]![l]!;
        for (let n = 0; n < counts.length; n++) {
          if (layer.silent?.[n]) continue;
          missing[n % channels]! += Math.min(1, target[n]! / network.fullScales[l]!) * stepsLeft - counts[n]!;
        }
      }
      const neurons = layer.geometry.outHeight * layer.geometry.outWidth * count;
      for (let c = 0; c < channels; c++) {
        corrections[l]![c]! += Math.round((missing[c]! / neurons) * network.layers[l]!.threshold);
      }
    }
  }
  return { scales, corrections };
}

function percentile(parts: readonly Float64Array[], share: number): number {
  const all = new Float64Array(parts.length * parts[0]!.length);
  for (const [i, part] of parts.entries()) all.set(part, i * part.length);
  all.sort();
  const scale = all[Math.min(all.length - 1, Math.floor(share * all.length))]!;
  return scale > 0 ? scale : 1;
}
