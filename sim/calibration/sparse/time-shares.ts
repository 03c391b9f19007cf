import { layersOf } from '../network-of.ts';
import type { SpeedupPriors } from './speedup-priors.ts';

/** What the time of a dense network is spent on, in multiply-accumulates of its products with weights. */
export interface TimeShares {
  /** Products with weights, which zeros in weights shorten. */
  readonly products: number;
  /** Products of activations. */
  readonly attention: number;
  /** Activations that are read and written. */
  readonly values: number;
}

/**
 * Time of a dense network by what it is spent on; of one whose layers are not published, the shares of a decoder at batch
 * 1. Null where nothing is known of the kind of processor.
 */
export function timeShares(network: string, processor: string, priors: SpeedupPriors): TimeShares | null {
  const valueCost = priors.valueCost[processor];
  if (valueCost === undefined) return null;
  const layers = layersOf({ network });
  if (!layers) return { products: 1 - priors.decoderRest, attention: 0, values: priors.decoderRest };
  const shares = { products: 0, attention: 0, values: 0 };
  for (const layer of layers) {
    if (layer.kind === 'attention') shares.attention += priors.attentionCost * layer.grossMacs;
    else shares.products += layer.grossMacs;
    shares.values += valueCost * (layer.inputValues + layer.outputValues);
  }
  return shares;
}
