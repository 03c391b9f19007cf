import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  chainedFours,
  chainOrder,
  pairOrder,
} from '../../../../../kernels/backends/wasm/program/chain-order.ts';
import { seededValues } from '../../../../../kernels/testing/seeded-values.ts';

const sizes = (seed: number, count: number, scale: number) =>
  Uint8Array.from(seededValues(seed, count, 'uniform'), (v) => Math.floor(Math.abs(v) * scale));
const cases = fc.record({
  count: fc.integer({ min: 0, max: 70 }),
  rows: fc.integer({ min: 1, max: 8 }),
  seed: fc.integer(),
  start: fc.integer({ min: 0, max: 20 }),
});

describe('the order of columns for chains', () => {
  test('takes each column once', () => {
    fc.assert(
      fc.property(cases, ({ count, rows, seed, start }) => {
        const all = Array.from({ length: count }, (_, i) => i);
        const columns = chainOrder(sizes(seed, count * rows, 127), rows, start);
        const fours = pairOrder(sizes(seed, count * 2 * rows, 254), rows);
        expect([...columns].sort((a, b) => a - b)).toEqual(all);
        expect([...fours].sort((a, b) => a - b)).toEqual(all);
      }),
      { seed: 1, numRuns: 100 },
    );
  });

  test('no lane of a chain can pass 16 bits with activations of seven bits', () => {
    const lane = fc.array(fc.integer({ min: -127, max: 127 }), { minLength: 16, maxLength: 160 });
    fc.assert(
      fc.property(lane, (values) => {
        const weights = Int8Array.from(values.slice(0, values.length - (values.length % 16)));
        const chained = chainedFours(weights);
        expect(chained % 2).toBe(0);
        for (let four = 0; four < chained; four += 2) {
          for (let i = 0; i < 16; i += 2) {
            const at = (f: number) => Math.abs(weights[f * 16 + i]!) + Math.abs(weights[f * 16 + i + 1]!);
            expect(127 * (at(four) + at(four + 1))).toBeLessThan(2 ** 15);
          }
        }
      }),
      { seed: 2, numRuns: 300 },
    );
  });

  test('finds chains where large weights lie together', () => {
    // In order, every second chain would have four of 100 in a lane.
    const together = Uint8Array.from({ length: 64 }, (_, c) => (c % 16 < 8 ? 100 : 20));
    const order = chainOrder(together, 1);
    const weights = (of: readonly number[]) => {
      const out = new Int8Array(of.length * 4);
      of.forEach((c, place) => {
        out[(place >> 2) * 16 + (place & 3)] = together[c]!;
      });
      return out;
    };
    expect(chainedFours(weights([...together.keys()]))).toBe(0);
    expect(chainedFours(weights(order))).toBe(16);
  });
});
