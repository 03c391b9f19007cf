import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { RecentMap } from '../../../sim/scenario/warm/recent-map.ts';

const step = fc.record({ kind: fc.constantFrom('get', 'set', 'delete'), key: fc.nat(6) });

describe('a map that forgets', () => {
  it('holds the values of the keys used last, in the order of their last use', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 4 }), fc.array(step, { maxLength: 60 }), (most, steps) => {
        const map = new RecentMap<string>(most);
        let model: (readonly [key: string, value: string])[] = [];
        for (const [at, { kind, key: number }] of steps.entries()) {
          const key = String(number);
          const before = model.find(([known]) => known === key);
          if (kind === 'get') expect(map.get(key)).toBe(before?.[1]);
          if (kind === 'set') map.set(key, `${at}`);
          if (kind === 'delete') map.delete(key);
          const now = kind === 'set' ? ([key, `${at}`] as const) : kind === 'get' ? before : undefined;
          model = [...model.filter(([known]) => known !== key), ...(now ? [now] : [])].slice(-most);
          expect([...map.values()]).toEqual(model.map(([, value]) => value));
        }
      }),
      { seed: 42, numRuns: 200 },
    );
  });
});
