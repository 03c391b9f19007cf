import type { Columns } from '../columns.ts';
import type { FloatLayer } from '../float-layer.ts';
import type { WiredLayer } from '../wired-layer.ts';

/** Whole-number weights, and activations that travel as whole numbers of a unit. */
export interface ValuedLayer extends WiredLayer {
  /** Whole numbers of magnitude < 2^(weightBits-1). */
  readonly columns: Columns<Int32Array>;
  /** What a sum of weight x received value is worth, per output channel, in activation units of this layer. */
  readonly factor: Float64Array;
  /** Per output channel, in the same units. */
  readonly bias: Float64Array;
  /** Activation of one unit: the network's activation is the whole number times this. 1 in the last layer. */
  readonly unit: number;
  /** Largest whole number sent. Without meaning in the last layer. */
  readonly largest: number;
}

/** How coarse conversion makes a network. */
export interface ValuedForm {
  readonly weightBits: number;
  /** Activations are 0 … largest. */
  readonly largest: number;
  /** Largest value of the input; absent: that of a grey pixel, 255. */
  readonly white?: number;
}

/**
 * Rounds weights to whole numbers, with a scale per output channel that its threshold absorbs, and expresses each layer
 * in units of the layers before and after it.
 * @param units activation of one whole number, per layer that fires (`chooseUnits`)
 * @param corrections added to the biases, per layer and channel, in activations
 */
export function valuedLayers(
  layers: readonly FloatLayer[],
  form: ValuedForm,
  units: readonly number[],
  corrections: readonly (readonly number[])[] = [],
): readonly ValuedLayer[] {
  const most = 2 ** (form.weightBits - 1) - 1;
  let received = 1 / (form.white ?? 255);
  return layers.map((layer, l): ValuedLayer => {
    const { start, channel, weight } = layer.columns;
    const channels = layer.geometry.outChannels;
    const highest = new Float64Array(channels);
    for (let j = 0; j < weight.length; j++) {
      highest[channel[j]!] = Math.max(highest[channel[j]!]!, Math.abs(weight[j]!));
    }
    const step = highest.map((w) => (w > 0 ? w / most : 1));
    const unit = layer.fires ? units[l]! : 1;
    const before = received;
    received = unit;
    return {
      ...layer,
      columns: {
        start,
        channel,
        weight: Int32Array.from(weight, (w, j) => Math.round(w / step[channel[j]!]!)),
      },
      factor: step.map((s) => (s * before) / unit),
      bias: layer.bias.map((b, c) => (b + (corrections[l]?.[c] ?? 0)) / unit),
      unit,
      largest: form.largest,
    };
  });
}
