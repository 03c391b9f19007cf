import { permutation } from '../../../sim/engine/random/permutation.ts';
import { RandomStream } from '../../../sim/engine/random/random-stream.ts';
import type { TextFeatures } from './text-features.ts';

const epochs = 20;
const rate = 10;

/** A linear classifier of two classes. */
export interface LinearClassifier {
  readonly weights: Float64Array;
  readonly bias: number;
}

/**
 * Logistic regression by stochastic gradient descent, one text a step, the rate falling linearly to 0.
 * @param decay of the weights, per text: the strength of the L2 penalty
 */
export function logisticRegression(
  { starts, terms, weights: values }: TextFeatures,
  labels: ArrayLike<number>,
  size: number,
  decay: number,
): LinearClassifier {
  // Weights are `scale` times these, so that decay costs nothing.
  const weights = new Float64Array(size);
  let [scale, bias] = [1, 0];
  const count = starts.length - 1;
  const steps = epochs * count;
  for (let epoch = 0; epoch < epochs; epoch++) {
    const order = permutation(count, new RandomStream(1, `epoch ${epoch}`, 'logistic-regression'));
    for (let n = 0; n < count; n++) {
      const [from, to] = [starts[order[n]!]!, starts[order[n]! + 1]!];
      let score = 0;
      for (let j = from; j < to; j++) score += weights[terms[j]!]! * values[j]!;
      const step = rate * (1 - (epoch * count + n) / steps);
      const error = labels[order[n]!]! - 1 / (1 + Math.exp(-(scale * score + bias)));
      scale *= 1 - step * decay;
      for (let j = from; j < to; j++) weights[terms[j]!]! += (step * error * values[j]!) / scale;
      bias += 0.01 * step * error;
    }
  }
  return { weights: weights.map((weight) => weight * scale), bias };
}

/** Share of texts on the right side. */
export function classifierAccuracy(
  { weights, bias }: LinearClassifier,
  { starts, terms, weights: values }: TextFeatures,
  labels: ArrayLike<number>,
): number {
  let right = 0;
  for (let i = 0; i < labels.length; i++) {
    let score = bias;
    for (let j = starts[i]!; j < starts[i + 1]!; j++) score += weights[terms[j]!]! * values[j]!;
    if (score > 0 === (labels[i] === 1)) right++;
  }
  return right / labels.length;
}
