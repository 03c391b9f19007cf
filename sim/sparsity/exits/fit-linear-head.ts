import { RandomStream } from '../../engine/random/random-stream.ts';

/** Logits are weight times features plus bias. */
export interface LinearHead {
  /** [classes][features] */
  readonly weight: Float32Array;
  readonly bias: Float32Array;
}

export interface HeadOptions {
  /** [answers], what each counts for; null: all the same. */
  readonly weights?: ArrayLike<number> | null;
  /** Passes over the answers; default 12, and more where that makes less than 400 steps. */
  readonly epochs?: number;
}

const batch = 256;
const rate = 0.02;
/** Of the standardised weights, as in AdamW. */
const decay = 1e-4;
const [beta1, beta2, epsilon] = [0.9, 0.999, 1e-8];

/**
 * Multinomial logistic regression by Adam (Kingma and Ba 2015) with a cosine, on standardised features; what standardises
 * them is folded into the result. The order of answers is drawn from a fixed seed.
 * @param features [answers][features] @param labels [answers], each below `classes`
 * @throws RangeError where features do not divide into answers
 */
export function fitLinearHead(
  features: Float32Array,
  labels: ArrayLike<number>,
  classes: number,
  {
    weights = null,
    epochs = Math.max(12, Math.ceil(400 / Math.ceil(labels.length / batch))),
  }: HeadOptions = {},
): LinearHead {
  const answers = labels.length;
  const width = features.length / answers;
  if (answers === 0 || !Number.isInteger(width))
    throw new RangeError(`${features.length} features do not divide into ${answers} answers`);
  const { mean, factor } = moments(features, answers, width);
  const scale = weights ? answers / Array.from(weights).reduce((sum, each) => sum + each, 0) : 1;
  const size = classes * (width + 1);
  // A row a class: its weights, then its bias.
  const values = new Float64Array(size);
  const gradient = new Float64Array(size);
  const [first, second] = [new Float64Array(size), new Float64Array(size)];
  const x = new Float64Array(width + 1).fill(1);
  const shares = new Float64Array(classes);
  const order = Uint32Array.from({ length: answers }, (_, i) => i);
  const random = new RandomStream(1, 'exit-head', 'order');
  const steps = epochs * Math.ceil(answers / batch);
  let step = 0;
  for (let epoch = 0; epoch < epochs; epoch++) {
    shuffle(order, random, epoch);
    for (let from = 0; from < answers; from += batch) {
      const to = Math.min(answers, from + batch);
      gradient.fill(0);
      for (let i = from; i < to; i++) {
        const at = order[i]!;
        for (let f = 0; f < width; f++) x[f] = (features[at * width + f]! - mean[f]!) * factor[f]!;
        softmaxOf(values, x, shares);
        shares[labels[at]!]! -= 1;
        const weight = (weights ? weights[at]! * scale : 1) / (to - from);
        for (let c = 0; c < classes; c++) {
          const slope = shares[c]! * weight;
          for (let f = 0, g = c * (width + 1); f <= width; f++, g++) gradient[g]! += slope * x[f]!;
        }
      }
      const now = (rate * (1 + Math.cos((Math.PI * step) / steps))) / 2;
      step++;
      const [c1, c2] = [1 - beta1 ** step, 1 - beta2 ** step];
      for (let i = 0; i < size; i++) {
        first[i] = beta1 * first[i]! + (1 - beta1) * gradient[i]!;
        second[i] = beta2 * second[i]! + (1 - beta2) * gradient[i]! ** 2;
        values[i]! -= now * (first[i]! / c1 / (Math.sqrt(second[i]! / c2) + epsilon) + decay * values[i]!);
      }
    }
  }
  return unstandardised(values, mean, factor, classes);
}

function softmaxOf(values: Float64Array, x: Float64Array, shares: Float64Array): void {
  let most = Number.NEGATIVE_INFINITY;
  for (let c = 0, g = 0; c < shares.length; c++) {
    let sum = 0;
    for (let f = 0; f < x.length; f++, g++) sum += values[g]! * x[f]!;
    shares[c] = sum;
    if (sum > most) most = sum;
  }
  let total = 0;
  for (let c = 0; c < shares.length; c++) total += shares[c] = Math.exp(shares[c]! - most);
  for (let c = 0; c < shares.length; c++) shares[c]! /= total;
}

function moments(features: Float32Array, answers: number, width: number) {
  const mean = new Float64Array(width);
  const square = new Float64Array(width);
  for (let i = 0; i < features.length; i++) mean[i % width]! += features[i]! / answers;
  for (let i = 0; i < features.length; i++)
    square[i % width]! += (features[i]! - mean[i % width]!) ** 2 / answers;
  // A feature that never moves says nothing.
  const factor = square.map((variance) => (variance > 1e-12 ? 1 / Math.sqrt(variance) : 0));
  return { mean, factor };
}

function unstandardised(
  values: Float64Array,
  mean: Float64Array,
  factor: Float64Array,
  classes: number,
): LinearHead {
  const width = mean.length;
  const weight = new Float32Array(classes * width);
  const bias = new Float32Array(classes);
  for (let c = 0; c < classes; c++) {
    let offset = values[c * (width + 1) + width]!;
    for (let f = 0; f < width; f++) {
      const value = values[c * (width + 1) + f]! * factor[f]!;
      weight[c * width + f] = value;
      offset -= value * mean[f]!;
    }
    bias[c] = offset;
  }
  return { weight, bias };
}

/** Fisher and Yates. */
function shuffle(order: Uint32Array, random: RandomStream, epoch: number): void {
  for (let i = order.length - 1; i > 0; i--) {
    const j = random.integer(epoch * order.length + i, i + 1);
    [order[i], order[j]] = [order[j]!, order[i]!];
  }
}
