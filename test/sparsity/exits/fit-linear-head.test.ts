import { describe, expect, it } from 'vitest';
import { RandomStream } from '../../../sim/engine/random/random-stream.ts';
import { fitLinearHead, type LinearHead } from '../../../sim/sparsity/exits/fit-linear-head.ts';

const [answers, width, classes] = [3000, 5, 3];
const draws = new RandomStream(9, 'features', 'head-test');
const features = Float32Array.from({ length: answers * width }, (_, i) => 4 * draws.uniform(i) - 2);
/** Classes drawn from a softmax, so that no head is right always. */
const truth = Array.from({ length: classes * width }, (_, i) => 3 * draws.uniform(1_000_000 + i) - 1.5);
const labels = Uint8Array.from({ length: answers }, (_, i) => {
  const shares = softmax(Array.from({ length: classes }, (_, c) => dot(truth, c, features, i)));
  let left = draws.uniform(2_000_000 + i);
  const found = shares.findIndex((share) => {
    left -= share;
    return left < 0;
  });
  return found < 0 ? classes - 1 : found;
});

function dot(weight: ArrayLike<number>, c: number, x: ArrayLike<number>, i: number): number {
  let sum = 0;
  for (let f = 0; f < width; f++) sum += weight[c * width + f]! * x[i * width + f]!;
  return sum;
}

function softmax(logits: readonly number[]): number[] {
  const powers = logits.map(Math.exp);
  const sum = powers.reduce((a, b) => a + b, 0);
  return powers.map((power) => power / sum);
}

const shares = ({ weight, bias }: LinearHead, x: Float32Array, i: number) =>
  softmax(Array.from(bias, (b, c) => b + dot(weight, c, x, i)));

describe('fitLinearHead', () => {
  const head = fitLinearHead(features, labels, classes);

  it('is at the least loss: shares are right on average, for every class and with every feature', () => {
    for (let c = 0; c < classes; c++) {
      for (let f = -1; f < width; f++) {
        let off = 0;
        for (let i = 0; i < answers; i++)
          off +=
            ((labels[i] === c ? 1 : 0) - shares(head, features, i)[c]!) *
            (f < 0 ? 1 : features[i * width + f]!);
        expect(Math.abs(off / answers)).toBeLessThan(5e-3);
      }
    }
  });

  it('does not depend on the scale and the place of a feature', () => {
    const moved = features.map(
      (x, i) => x * [1, 100, 0.01, 7, 1][i % width]! + [0, 3, -5, 1, 1000][i % width]!,
    );
    const other = fitLinearHead(moved, labels, classes);
    for (let i = 0; i < 50; i++)
      shares(other, moved, i).forEach((share, c) => {
        expect(share).toBeCloseTo(shares(head, features, i)[c]!, 2);
      });
  });

  it('takes a weight for so many answers', () => {
    const first = 1000;
    const weights = Float64Array.from(labels, (_, i) => (i < first ? 1 : 0));
    const weighted = fitLinearHead(features, labels, classes, { weights, epochs: 40 });
    const some = fitLinearHead(features.slice(0, first * width), labels.slice(0, first), classes, {
      epochs: 120,
    });
    for (let i = 0; i < 50; i++)
      shares(weighted, features, i).forEach((share, c) => {
        expect(share).toBeCloseTo(shares(some, features, i)[c]!, 1);
      });
  });

  it('ignores a feature that never moves, and refuses features of other answers', () => {
    const still = features.map((x, i) => (i % width === 2 ? 7 : x));
    expect([...fitLinearHead(still, labels, classes).weight].filter((_, i) => i % width === 2)).toEqual([
      0, 0, 0,
    ]);
    expect(() => fitLinearHead(features, labels.slice(1), classes)).toThrow(
      '15000 features do not divide into 2999',
    );
  });
});
