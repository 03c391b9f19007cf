import { describe, expect, it } from 'vitest';
import { SpdFactor } from '../../../sim/sparsity/one-shot/spd-factor.ts';
import { randomSpd } from './random-spd.ts';

describe('SpdFactor', () => {
  it.each([1, 2, 3, 4, 5, 7, 8, 11, 16, 29, 50])('inverts and solves at size %i', (size) => {
    const matrix = randomSpd(size, size);
    const factor = new SpdFactor(matrix.slice(), size);
    const inverse = factor.inverse();
    const right = Float64Array.from({ length: size * 2 }, (_, i) => Math.sin(i + 1));
    const solved = right.slice();
    factor.solve(solved, 2);
    for (let i = 0; i < size; i++) {
      for (let j = 0; j < size; j++) {
        let product = 0;
        for (let k = 0; k < size; k++) product += matrix[i * size + k]! * inverse[k * size + j]!;
        expect(product).toBeCloseTo(i === j ? 1 : 0, 9);
        expect(inverse[i * size + j]).toBe(inverse[j * size + i]);
      }
      for (let c = 0; c < 2; c++) {
        let product = 0;
        for (let k = 0; k < size; k++) product += matrix[i * size + k]! * solved[k * 2 + c]!;
        expect(product).toBeCloseTo(right[i * 2 + c]!, 9);
      }
    }
  });

  it('refuses a matrix that is not positive definite, with the row', () => {
    expect(() => new SpdFactor(Float64Array.of(1, 0, 2, 1), 2)).toThrow('not positive definite at row 1');
  });
});
