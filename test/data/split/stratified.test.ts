import { fc, test } from '@fast-check/vitest';
import { describe, expect, it } from 'vitest';
import { stratifiedDraw } from '../../../sim/data/split/stratified-draw.ts';
import { stratifiedFolds } from '../../../sim/data/split/stratified-folds.ts';
import { sha256Of } from '../sha256.ts';

const labelled = fc.array(fc.integer({ min: 0, max: 6 }), { minLength: 1, maxLength: 300 });
const tally = (labels: ArrayLike<number>, positions: Iterable<number>) => {
  const counts = new Map<number, number>();
  for (const at of positions) counts.set(labels[at]!, (counts.get(labels[at]!) ?? 0) + 1);
  return counts;
};

describe('stratifiedDraw', () => {
  test.prop([labelled, fc.double({ min: 0, max: 1, noNaN: true })], { seed: 3 })(
    'parts everything, and gives each class its share to within one',
    (labels, share) => {
      const count = Math.round(share * labels.length);
      const { drawn, rest } = stratifiedDraw(labels, count, 'a law');
      expect(drawn.length).toBe(count);
      expect([...drawn, ...rest].sort((a, b) => a - b)).toEqual(labels.map((_, i) => i));
      const [all, took] = [tally(labels, labels.keys()), tally(labels, drawn)];
      for (const [label, size] of all) {
        const exact = (count * size) / labels.length;
        expect(Math.abs((took.get(label) ?? 0) - exact)).toBeLessThan(1);
      }
    },
  );

  it('depends on the purpose, and on nothing that changes', () => {
    const labels = Array.from({ length: 1000 }, (_, i) => i % 7);
    const draw = (purpose: string) => sha256Of(stratifiedDraw(labels, 200, purpose).drawn);
    expect(draw('one')).toBe('86374492b8b33f89');
    expect(draw('another')).not.toBe(draw('one'));
  });

  it('refuses more than there are', () => {
    expect(() => stratifiedDraw([0, 1], 3, 'a draw')).toThrow('a draw: 3 of 2 samples; 0 to 2 can be drawn');
  });
});

describe('stratifiedFolds', () => {
  test.prop([labelled, fc.integer({ min: 2, max: 9 })], { seed: 4 })(
    'deals folds that differ by one at most, as a whole and in each class',
    (labels, folds) => {
      const foldOf = stratifiedFolds(labels, folds, 'a law');
      const groups = [
        labels.map((_, i) => i),
        ...[0, 1, 2, 3, 4, 5, 6].map((c) => labels.flatMap((l, i) => (l === c ? [i] : []))),
      ];
      for (const group of groups) {
        const sizes = Array.from(
          { length: folds },
          (_, fold) => group.filter((i) => foldOf[i] === fold).length,
        );
        expect(Math.max(...sizes) - Math.min(...sizes)).toBeLessThanOrEqual(1);
        expect(sizes.reduce((sum, size) => sum + size, 0)).toBe(group.length);
      }
    },
  );

  it('refuses one fold', () => {
    expect(() => stratifiedFolds([0], 1, 'folds')).toThrow('folds: 1 folds; 2 to 255 are allowed');
  });
});
