import { describe, expect, it } from 'vitest';
import { RandomStream } from '../../../sim/engine/random/random-stream.ts';
import { fitValues } from '../../../sim/sparsity/one-shot/fit-values.ts';
import { randomSpd } from './random-spd.ts';

const [rows, cols] = [8, 10];
const draws = new RandomStream(3, 'fit', 'test');
const weights = {
  rows,
  cols,
  values: Float32Array.from({ length: rows * cols }, (_, i) => draws.uniform(i) - 0.5),
};
/** Inputs as in the dense network: the cross moments are those of the weights themselves. */
function ownMoments(seed: number) {
  const covariance = randomSpd(cols, seed);
  const cross = new Float64Array(cols * rows);
  for (let j = 0; j < cols; j++) {
    for (let r = 0; r < rows; r++) {
      for (let k = 0; k < cols; k++)
        cross[j * rows + r]! += covariance[j * cols + k]! * weights.values[r * cols + k]!;
    }
  }
  return { covariance, cross };
}
const moments = [ownMoments(1), ownMoments(2), ownMoments(4)];
/** Blocks of 2 block rows: three levels, nested. */
const levelOf = Int8Array.from({ length: 2 * cols }, (_, i) => (i * 7) % 3);

/** E |t - (M v) x|^2 of all rows at a level, less the part that does not depend on v. */
function lossAt(values: ArrayLike<number>, level: number): number {
  const { covariance, cross } = moments[level]!;
  let loss = 0;
  for (let r = 0; r < rows; r++) {
    const v = Array.from({ length: cols }, (_, j) =>
      levelOf[Math.floor(r / 4) * cols + j]! >= level ? values[r * cols + j]! : 0,
    );
    for (let j = 0; j < cols; j++) {
      loss -= 2 * v[j]! * cross[j * rows + r]!;
      for (let k = 0; k < cols; k++) loss += v[j]! * covariance[j * cols + k]! * v[k]!;
    }
  }
  return loss;
}

describe('fitValues', () => {
  it('keeps the weights where level 0 alone counts', () => {
    const fitted = fitValues(weights, levelOf, moments, [1, 0, 0], 0.01);
    fitted.forEach((value, i) => {
      expect(value).toBeCloseTo(weights.values[i]!, 5);
    });
  });

  it.each([[[1, 1, 1]], [[0.1, 1, 0.2]], [[1e-3, 1e-3, 1]]])(
    'finds the least weighted error, levels %j',
    (importance) => {
      const fitted = fitValues(weights, levelOf, moments, importance, 1e-9);
      const loss = (values: ArrayLike<number>) =>
        importance.reduce((sum, share, level) => sum + share * lossAt(values, level), 0);
      const least = loss(fitted);
      for (let i = 0; i < fitted.length; i++) {
        for (const step of [-0.02, 0.02]) {
          const moved = Float64Array.from(fitted);
          moved[i]! += step;
          expect(loss(moved)).toBeGreaterThan(least);
        }
      }
    },
  );

  it('compensates: the target level errs no more than with the weights as they are, for the same blocks', () => {
    for (const level of [1, 2]) {
      const importance = [0, 1, 2].map((k) => (k === level ? 1 : 1e-3));
      const fitted = fitValues(weights, levelOf, moments, importance, 1e-9);
      expect(lossAt(fitted, level)).toBeLessThan(lossAt(weights.values, level));
    }
  });
});
