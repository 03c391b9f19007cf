import type { SpikingGraph } from '../../../network/spiking/spiking-graph.ts';
import type { SpikingForm } from '../../../sparsity/outcome-table.ts';
import { balanceThresholds } from '../balance-thresholds.ts';
import { chooseUnits, type ValuedBalance } from '../codes/choose-units.ts';
import { rateGraph, rateInput } from '../codes/rate-graph.ts';
import { valuedGraph } from '../codes/valued-graph.ts';
import { valuedLayers } from '../codes/valued-layer.ts';
import { type Balance, convert } from '../convert.ts';
import type { FloatLayer } from '../float-layer.ts';

/** How a network is converted: the code, and how coarse it is. */
export interface ConversionForm {
  readonly form: SpikingForm;
  readonly weightBits: number;
  /** Rate codes: steps that the conversion is balanced for. */
  readonly steps: number;
}

/** A converted network with what is needed to ask it something. */
export interface ConvertedNetwork {
  readonly form: SpikingForm;
  readonly graph: SpikingGraph;
  /** Values of the input neurons in a step, for an image of u8 [pixels]: an encoding of a frame, not an event camera's. */
  readonly input: (image: Uint8Array, steps: number) => readonly Float64Array[];
  /** What a difference of outputs is worth after so many steps, in logits. */
  readonly logitPerUnit: (steps: number) => number;
}

/**
 * Share of a layer's activations at or under its scale in rate codes. With 32 steps 99%: on 80 validation images at L3 the
 * squared error of the logits is 0.037 of their square, with 97%, which suits shorter codes, 0.094.
 */
const rateShare = 0.99;
/** Values of sigma-delta are 8-bit, of the folded code 4-bit numbers. */
const largestOf = { 'sigma-delta': 255, folded: 15 } as const;

/** What is measured once on training images (u8 [count][pixels]); it then belongs to the converted network. */
export function balanceOf(
  layers: readonly FloatLayer[],
  { form, weightBits, steps }: ConversionForm,
  images: Uint8Array,
  count: number,
): Balance | ValuedBalance {
  if (form === 'rate' || form === 'rate-zero')
    return balanceThresholds(layers, images, count, steps, form === 'rate-zero', rateShare, weightBits);
  return chooseUnits(layers, { weightBits, largest: largestOf[form] }, images, count);
}

/**
 * Layers as a spiking graph.
 * @param balance of `balanceOf`; null: of the same form, but its weights mean nothing: enough to place it
 * @param deltaThreshold sigma-delta: smaller changes are not sent
 */
export function convertedGraph(
  layers: readonly FloatLayer[],
  { form, weightBits, steps }: ConversionForm,
  balance: Balance | ValuedBalance | null,
  name: string,
  deltaThreshold = 1,
): ConvertedNetwork {
  const firing = layers.filter(({ fires }) => fires);
  if (form === 'rate' || form === 'rate-zero') {
    const own = (balance as Balance | null) ?? { scales: firing.map(() => 1), corrections: [] };
    const spiking = convert(layers, own, steps, name, form === 'rate-zero', weightBits);
    const perStep = spiking.logitPerUnit * Math.max(1, steps - layers.length);
    return {
      form,
      graph: rateGraph(spiking),
      input: rateInput,
      logitPerUnit: (read) => perStep / Math.max(1, read - layers.length),
    };
  }
  const own = (balance as ValuedBalance | null) ?? { units: firing.map(() => 1), corrections: [] };
  const valued = valuedLayers(layers, { weightBits, largest: largestOf[form] }, own.units, own.corrections);
  return {
    form,
    graph: valuedGraph(valued, form, name, deltaThreshold),
    // Changes are sent once; a neuron without memory is shown the frame for as long as it is asked.
    input: (image, count) => {
      const frame = Float64Array.from(image);
      return Array.from({ length: count }, (_, step) =>
        step === 0 || form === 'folded' ? frame : new Float64Array(image.length),
      );
    },
    logitPerUnit: () => 1,
  };
}
