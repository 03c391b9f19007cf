import type { FloatLayer } from './float-layer.ts';
import type { SpikingLayer, SpikingNetwork } from './spiking-network.ts';

/**
 * Membrane units of one weight unit: Loihi shifts weights and thresholds left by 6 bits, biases not at all. Outputs are
 * weighted without the shift (the chip's weight exponent allows it), for they add up over all steps and have 24 bits.
 */
const firingShift = 64;
const outputShift = 1;

/** What is measured once on training images, and then belongs to the spiking form of one point. */
export interface Balance {
  /** Activation, per layer that fires, at which a neuron fires in every step. */
  readonly scales: readonly number[];
  /** Correction of the membrane at step 0, per layer that fires and output channel, in membrane units. */
  readonly corrections: readonly (readonly number[])[];
}

/** How coarse and how eager a converted network is. */
export interface ConversionOptions {
  /** Membranes are cleared instead of reduced by the threshold. */
  readonly clears?: boolean;
  /** Of signed weights, kept symmetric. */
  readonly weightBits?: number;
  /** What every threshold is multiplied by, in whole weight units; 1: as balanced. */
  readonly thresholdFactor?: number;
}

/**
 * Converts a chain of layers into integrate-and-fire neurons with reset by subtraction (Rueckauer et al. 2017).
 *
 * With r = a / scale the rate of a neuron, layer l computes r_l = relu(w scale_(l-1) / scale_l r_(l-1) + b / scale_l).
 * These weights are rounded to 8 bits per layer, with a threshold that is a whole number of weight units. A membrane
 * starts at half a threshold, so that the count of spikes rounds instead of truncating, less the bias of the steps
 * before any spike can arrive, plus the balance's correction.
 *
 * With thresholds times f, layer l (from 0) fires f^(l+1) times less; its bias is divided by f^l, as what arrives beside it is.
 * @param balance of `balanceThresholds`
 * @param steps of one inference; a spike sent in one step arrives in the next
 */
export function convert(
  layers: readonly FloatLayer[],
  balance: Balance,
  steps: number,
  pointId: string,
  { clears = false, weightBits = 8, thresholdFactor = 1 }: ConversionOptions = {},
): SpikingNetwork {
  const largestWeight = 2 ** (weightBits - 1) - 1;
  let before = 1;
  let logitPerUnit = 1;
  let lessened = 1;
  const fullScales: number[] = [];
  const spiking = layers.map((layer, l): SpikingLayer => {
    const scale = layer.fires ? balance.scales[l]! : 1;
    const factor = before / scale;
    before = scale;
    let largest = 0;
    for (const w of layer.columns.weight) largest = Math.max(largest, Math.abs(w * factor));
    const unit = largest > 0 ? Math.max(1, Math.floor(largestWeight / largest)) : 1;
    const shift = layer.fires ? firingShift : outputShift;
    const balanced = unit * shift;
    const bias = Int32Array.from(layer.bias, (b) => Math.round(((b / scale) * balanced) / lessened));
    const threshold = layer.fires ? Math.max(1, Math.round(unit * thresholdFactor)) * shift : balanced;
    lessened *= threshold / balanced;
    if (layer.fires) fullScales.push(scale * lessened);
    const stepsBefore = l + 1;
    const start = layer.fires ? threshold / 2 : 0;
    const corrections = balance.corrections[l];
    if (!layer.fires) logitPerUnit = lessened / (threshold * Math.max(1, steps - stepsBefore));
    const { start: columnStart, channel, weight } = layer.columns;
    const quantised = Int32Array.from(weight, (w) => {
      const rounded = Math.round(w * factor * unit);
      return Math.max(-largestWeight, Math.min(largestWeight, rounded)) * shift;
    });
    return {
      ...layer,
      columns: { start: columnStart, channel, weight: quantised },
      bias,
      initial: bias.map((b, c) => start - stepsBefore * b + (layer.fires ? (corrections?.[c] ?? 0) : 0)),
      threshold,
      ...(clears ? { clears } : {}),
    };
  });
  return { pointId, steps, layers: spiking, logitPerUnit, fullScales };
}
