import { permutation } from '../../engine/random/permutation.ts';
import { RandomStream } from '../../engine/random/random-stream.ts';
import { conditions } from './conditions.ts';
import { degrade } from './degrade.ts';
import { readMnist } from './mnist.ts';

/** Which images: 50,000 to train on, 10,000 held out of the training file, the official 10,000 test images. */
export type Split = 'train' | 'validation' | 'test';

/** Samples in table order: images [count][28][28] u8, labels [count] u8, condition index [count] u8. */
export interface Samples {
  readonly name: string;
  readonly count: number;
  readonly images: Uint8Array;
  readonly labels: Uint8Array;
  readonly conditions: Uint8Array;
}

/** The seed of the data, not of a run: which image is seen under which condition is part of the data set. */
export const dataSeed = 20261122;
export const pixels = 784;

/** Indices of a split into the published file. The 10,000 validation images are a seeded draw from the training file. */
export function splitIndices(split: Split): Uint32Array {
  if (split === 'test') return Uint32Array.from({ length: 10000 }, (_, i) => i);
  const order = permutation(60000, new RandomStream(dataSeed, 'mnist', 'validation-split'));
  return split === 'validation' ? order.slice(50000).sort() : order.slice(0, 50000).sort();
}

/**
 * Degraded MNIST of one split.
 * @param variant 0 for the data set itself; training draws further variants (other conditions and noise) of its images
 * @param limit only the first so many samples
 */
export function degradedMnist(split: Split, variant = 0, limit = Number.POSITIVE_INFINITY): Samples {
  const indices = splitIndices(split);
  return degrade28(split, variant, indices.subarray(0, Math.min(limit, indices.length)));
}

/** The samples of degraded MNIST at the given positions of a split (parts of a table, the live check). */
export function degradedMnistAt(split: Split, positions: ArrayLike<number>): Samples {
  return degrade28(split, 0, pick(splitIndices(split), positions));
}

/** The same images undegraded; every condition is `clear`. */
export function cleanMnist(split: Split, limit = Number.POSITIVE_INFINITY): Samples {
  const indices = splitIndices(split);
  return clean28(split, indices.subarray(0, Math.min(limit, indices.length)));
}

/** The undegraded samples at the given positions of a split. */
export function cleanMnistAt(split: Split, positions: ArrayLike<number>): Samples {
  return clean28(split, pick(splitIndices(split), positions));
}

function pick(indices: Uint32Array, positions: ArrayLike<number>): Uint32Array {
  return Uint32Array.from({ length: positions.length }, (_, i) => {
    const index = indices[positions[i]!];
    if (index === undefined) throw new RangeError(`position ${positions[i]} of 0 to ${indices.length - 1}`);
    return index;
  });
}

function degrade28(split: Split, variant: number, indices: Uint32Array): Samples {
  return build(split, indices, 'degraded-mnist', (entity, image) => {
    const draws = new RandomStream(dataSeed + variant, entity, `degrade-${split}`);
    const condition = pickCondition(draws.uniform(15));
    return { condition, image: degrade(image, conditions[condition]!, draws) };
  });
}

function clean28(split: Split, indices: Uint32Array): Samples {
  return build(split, indices, 'clean-mnist', (_entity, image) => ({ condition: 0, image }));
}

function build(
  split: Split,
  indices: Uint32Array,
  name: string,
  make: (entity: number, image: Uint8Array) => { condition: number; image: Uint8Array },
): Samples {
  const source = readMnist(split === 'test' ? 't10k' : 'train');
  const count = indices.length;
  const images = new Uint8Array(count * pixels);
  const labels = new Uint8Array(count);
  const drawn = new Uint8Array(count);
  for (let i = 0; i < count; i++) {
    const at = indices[i]!;
    const made = make(at, source.images.subarray(at * pixels, (at + 1) * pixels));
    images.set(made.image, i * pixels);
    labels[i] = source.labels[at]!;
    drawn[i] = made.condition;
  }
  return { name: `${name}-${split}`, count, images, labels, conditions: drawn };
}

/** The condition at a point of [0, 1) when the shares lie side by side. */
function pickCondition(u: number): number {
  let sum = 0;
  for (let c = 0; c < conditions.length; c++) {
    sum += conditions[c]!.share;
    if (u < sum) return c;
  }
  return conditions.length - 1;
}
