import { fc, test } from '@fast-check/vitest';
import { describe, expect, it } from 'vitest';
import { iconPairs } from '../../../sim/data/icons/icon-pairs.ts';
import { sha256Of } from '../sha256.ts';

// No name is drawn by more than a third of the drawings, so that wrong pairs exist.
const names = fc
  .array(fc.integer({ min: 0, max: 9 }), { minLength: 1, maxLength: 30 })
  .map((some) => [...some, ...some.map((name) => (name + 11) % 40), ...some.map((name) => (name + 23) % 40)])
  .filter(
    (all) => Math.max(...all.map((name) => all.filter((other) => other === name).length)) <= all.length / 3,
  );
const differ = (a: number, b: number) => a !== b;

describe('iconPairs', () => {
  test.prop([names, fc.integer({ min: 0, max: 5 })], { seed: 13 })(
    'shows every drawing and every name on both sides equally often: neither alone says anything',
    (all, variant) => {
      const { drawings, names: paired, labels } = iconPairs(all, differ, 'a law', variant);
      expect(drawings.length).toBe(2 * all.length);
      for (const side of [drawings, paired]) {
        const balance = new Map<number, number>();
        for (const [i, value] of side.entries())
          balance.set(value, (balance.get(value) ?? 0) + (labels[i] ? 1 : -1));
        expect([...balance.values()].every((sum) => sum === 0)).toBe(true);
      }
      for (const [i, drawing] of drawings.entries()) expect(paired[i] === all[drawing]).toBe(labels[i] === 1);
    },
  );

  it('makes other wrong pairs for another variant, and the same for the same', () => {
    const all = Array.from({ length: 300 }, (_, i) => i % 50);
    const hash = (variant: number) => sha256Of(iconPairs(all, differ, 'test', variant).names);
    expect(hash(0)).toBe('5fc1c37fbe6e7206');
    expect(new Set([0, 1, 2].map(hash)).size).toBe(3);
  });

  it('gives up when all names are alike', () => {
    expect(() => iconPairs([1, 1, 1], differ, 'test')).toThrow('test: the names of 3 drawings are too alike');
  });
});
