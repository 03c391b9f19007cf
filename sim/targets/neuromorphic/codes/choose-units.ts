import type { FloatLayer } from '../float-layer.ts';
import { referenceForward } from '../reference-forward.ts';
import { toldPixels } from './told-pixels.ts';
import { type ValuedForm, valuedLayers } from './valued-layer.ts';
import { ValuedPass } from './valued-pass.ts';

/** Shares of a layer's activations that are tried as its largest value. */
const quantiles = [0.98, 0.99, 0.995, 0.999, 0.9995, 0.9999, 1] as const;

/** What is measured once on training images, and then belongs to the converted network. */
export interface ValuedBalance {
  readonly units: readonly number[];
  readonly corrections: readonly (readonly number[])[];
}

/**
 * Chooses, per layer that fires, the activation of one whole number: the one with the least squared error of rounding and
 * clipping (over all activations of the images). Then corrects each channel's bias by the mean error that is left, layer
 * by layer (Nagel et al. 2019).
 * @param images u8 [count][pixels] of the training set, in grey values whatever the largest value of the input (`toldPixels`)
 */
export function chooseUnits(
  layers: readonly FloatLayer[],
  form: ValuedForm,
  images: Uint8Array,
  count: number,
): ValuedBalance {
  const pixels = images.length / count;
  const image = (i: number) => images.subarray(i * pixels, (i + 1) * pixels);
  const activations = Array.from({ length: count }, (_, i) => referenceForward(layers, image(i)));
  const firing = layers.filter((layer) => layer.fires).length;
  const units = Array.from({ length: firing }, (_, l) =>
    bestUnit(
      activations.map((of) => of[l]!),
      form.largest,
    ),
  );
  const corrections = layers.map((layer) => new Array<number>(layer.geometry.outChannels).fill(0));
  for (let l = 0; l < firing; l++) {
    const channels = layers[l]!.geometry.outChannels;
    const pass = new ValuedPass(valuedLayers(layers.slice(0, l + 1), form, units, corrections));
    const missing = new Float64Array(channels);
    for (let i = 0; i < count; i++) {
      pass.run(toldPixels(image(i), form.white));
      const sent = pass.values(l);
      const target = activations[i]![l]!;
      const most = form.largest * units[l]!;
      for (let n = 0; n < sent.length; n++) {
        if (layers[l]!.silent?.[n]) continue;
        missing[n % channels]! += Math.min(most, target[n]!) - sent[n]! * units[l]!;
      }
    }
    const neurons = (activations[0]![l]!.length / channels) * count;
    for (let c = 0; c < channels; c++) corrections[l]![c] = missing[c]! / neurons;
  }
  return { units, corrections };
}

function bestUnit(parts: readonly Float64Array[], largest: number): number {
  const all = new Float64Array(parts.length * parts[0]!.length);
  for (const [i, part] of parts.entries()) all.set(part, i * part.length);
  all.sort();
  const positive = all.subarray(all.findIndex((a) => a > 0));
  if (!(positive[0]! > 0)) return 1;
  let best = 1;
  let least = Number.POSITIVE_INFINITY;
  for (const quantile of quantiles) {
    const top = positive[Math.min(positive.length - 1, Math.floor(quantile * positive.length))]!;
    const unit = top / largest;
    let error = 0;
    for (const a of positive) error += (a - unit * Math.min(largest, Math.floor(a / unit + 0.5))) ** 2;
    if (error < least) [least, best] = [error, unit];
  }
  return best;
}
