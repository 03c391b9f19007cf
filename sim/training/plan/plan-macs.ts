import type { NetworkPlan } from './network-plan.ts';
import { valueShapes } from './value-shapes.ts';

/** Multiply-accumulates of one layer for one sample (of one token where the layer works on tokens). */
export interface LayerMacs {
  readonly name: string;
  readonly macs: number;
  readonly weights: number;
  readonly prunable: boolean;
  readonly perToken: boolean;
}

/** Matrices and convolutions of a plan with their work; attention's own products are not weights and not listed. */
export function planMacs(plan: NetworkPlan): readonly LayerMacs[] {
  const shapes = valueShapes(plan);
  return plan.layers.flatMap((layer): LayerMacs[] => {
    if (layer.kind !== 'convolution' && layer.kind !== 'linear') return [];
    const from = shapes.get(layer.input)!;
    const to = shapes.get(layer.name)!;
    const taps = layer.kind === 'convolution' ? layer.kernel * layer.kernel : 1;
    const weights = to.channels * from.channels * taps;
    return [
      {
        name: layer.name,
        macs: weights * to.height * to.width,
        weights,
        prunable: layer.prunable,
        perToken: to.perToken,
      },
    ];
  });
}
