import { describe, expect, it } from 'vitest';
import { RandomStream } from '../../../sim/engine/random/random-stream.ts';
import { obsSequence } from '../../../sim/sparsity/one-shot/obs-sequence.ts';
import { SpdFactor } from '../../../sim/sparsity/one-shot/spd-factor.ts';
import { randomSpd } from './random-spd.ts';

function randomRows(cols: number, seed: number): Float64Array[] {
  const draws = new RandomStream(seed, 'rows', 'test');
  return Array.from({ length: 4 }, (_, r) =>
    Float64Array.from({ length: cols }, (_, j) => draws.uniform(r * cols + j) - 0.5),
  );
}

/** Least error of the rows when only some columns may be used: w'Hw - w'H_A (H_AA)^-1 H_A' w. */
function errorOf(rows: readonly Float64Array[], hessian: Float64Array, kept: readonly number[]): number {
  const cols = rows[0]!.length;
  const n = kept.length;
  const part = Float64Array.from(
    { length: n * n },
    (_, i) => hessian[kept[Math.floor(i / n)]! * cols + kept[i % n]!]!,
  );
  const factor = new SpdFactor(part, n);
  let error = 0;
  for (const row of rows) {
    const products = row.map((_, j) => row.reduce((sum, w, k) => sum + hessian[j * cols + k]! * w, 0));
    const right = Float64Array.from(kept, (j) => products[j]!);
    const solved = right.slice();
    factor.solve(solved, 1);
    error += row.reduce((sum, w, j) => sum + w * products[j]!, 0);
    error -= right.reduce((sum, v, i) => sum + v * solved[i]!, 0);
  }
  return error;
}

const inverseOf = (hessian: Float64Array, size: number) => new SpdFactor(hessian.slice(), size).inverse();

describe('obsSequence', () => {
  it.each([1, 2, 3, 4])(
    'removes, column by column, what raises the least-squares error least (seed %i)',
    (seed) => {
      const cols = 12;
      const hessian = randomSpd(cols, seed);
      const rows = randomRows(cols, seed);
      const sequence = obsSequence(rows, hessian, inverseOf(hessian, cols), 1);
      let kept = Array.from({ length: cols }, (_, j) => j);
      for (let removed = cols - 1; removed >= 1; removed--) {
        const errors = kept.map((gone) =>
          errorOf(
            rows,
            hessian,
            kept.filter((j) => j !== gone),
          ),
        );
        const best = kept[errors.indexOf(Math.min(...errors))]!;
        expect(sequence[removed]).toBe(best);
        kept = kept.filter((j) => j !== best);
      }
      expect(kept).toEqual([sequence[0]]);
    },
  );

  it.each([0.1, 0.4, 0.55, 0.8, 1])(
    'orders all columns of a wide block row, better than by magnitude (%f left)',
    (share) => {
      const cols = 320;
      const hessian = randomSpd(cols, 9);
      const rows = randomRows(cols, 9);
      const least = Math.round(share * cols);
      const sequence = obsSequence(rows, hessian, inverseOf(hessian, cols), least);
      expect([...sequence].sort((a, b) => a - b)).toEqual(Array.from({ length: cols }, (_, j) => j));
      const squares = (j: number) => rows.reduce((sum, row) => sum + row[j]! ** 2, 0);
      const byMagnitude = [...sequence].sort((a, b) => squares(b) - squares(a));
      const keep = Math.max(least, 32);
      const own = errorOf(rows, hessian, [...sequence.subarray(0, keep)]);
      if (keep < cols) expect(own).toBeLessThan(errorOf(rows, hessian, byMagnitude.slice(0, keep)));
    },
  );
});
