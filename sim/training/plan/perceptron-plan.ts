import type { LayerPlan, NetworkPlan } from './network-plan.ts';

/** Layers of features with ReLU between them. */
export interface PerceptronNetwork {
  readonly kind: 'perceptron';
  readonly hidden: readonly number[];
}

/** Linear layers with batch norm and ReLU, the last one plain and dense. */
export function perceptronPlan(network: PerceptronNetwork, features: number, classes: number): NetworkPlan {
  const layers: LayerPlan[] = [];
  let x = 'features';
  network.hidden.forEach((width, i) => {
    const name = `hidden${i + 1}`;
    layers.push(
      { kind: 'linear', name, input: x, features: width, prunable: true, bias: false },
      { kind: 'batch-norm', name: `${name}.norm`, input: name, relu: true },
    );
    x = `${name}.norm`;
  });
  layers.push({ kind: 'linear', name: 'out', input: x, features: classes, prunable: false, bias: true });
  return { inputs: [{ name: 'features', kind: 'features', features }], layers, logits: 'out', classes };
}
