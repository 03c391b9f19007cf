import { fc, test } from '@fast-check/vitest';
import { describe, expect } from 'vitest';
import { type Cascade, type CostAfter, playCascade } from '../../../sim/sparsity/tune/cascade.ts';
import { chooseCascade } from '../../../sim/sparsity/tune/choose-cascade.ts';
import { type RatedStop, stopAccuracy } from '../../../sim/sparsity/tune/rated-stop.ts';
import { searchCascades } from '../../../sim/sparsity/tune/search-cascades.ts';

const seed = { seed: 6, numRuns: 150 };
const gateCost = 0.25;
/** Every second stop is one of the same pass: going on there costs the difference. */
const reuse =
  (list: readonly RatedStop[]): CostAfter =>
  (from, to) =>
    (to - from) % 2 === 0 ? list[to]!.cost - list[from]!.cost : list[to]!.cost;

/** Levels with ties in confidence and cost, requests of one or several answers. */
const levels = fc
  .record({ count: fc.integer({ min: 1, max: 4 }), requests: fc.integer({ min: 1, max: 12 }) })
  .chain(({ count, requests }) =>
    fc.array(
      fc.record({
        cost: fc.integer({ min: 1, max: 6 }),
        confidence: fc.array(fc.integer({ min: 0, max: 5 }), { minLength: requests, maxLength: requests }),
        right: fc.array(fc.integer({ min: 0, max: 2 }), { minLength: requests, maxLength: requests }),
      }),
      { minLength: count, maxLength: count },
    ),
  )
  .map((list) =>
    list.map((level, i): RatedStop => ({ ...level, id: `L${i}`, answers: 2 * level.right.length })),
  );

/** Every cascade of up to three levels of rising cost with any threshold that tells two requests apart. */
function everyCascade(list: readonly RatedStop[]): Cascade[] {
  const all = list.map((_, level): Cascade => [{ stop: level, threshold: null }]);
  const thresholds = [0, 1, 2, 3, 4, 5, 6];
  const rising = (a: number, b: number) => list[a]!.cost < list[b]!.cost;
  list.forEach((_, a) => {
    list.forEach((_, b) => {
      if (!rising(a, b)) return;
      for (const first of thresholds) {
        all.push([
          { stop: a, threshold: first },
          { stop: b, threshold: null },
        ]);
        list.forEach((_, c) => {
          if (!rising(b, c)) return;
          for (const second of thresholds)
            all.push([
              { stop: a, threshold: first },
              { stop: b, threshold: second },
              { stop: c, threshold: null },
            ]);
        });
      }
    });
  });
  return all;
}

describe('searchCascades', () => {
  test.prop([levels], seed)('finds what playing the cascade request by request comes to', (list) => {
    const costAfter = reuse(list);
    for (const { cascade, accuracy, cost } of searchCascades(list, { gateCost, costAfter, steps: 12 })) {
      const played = playCascade(cascade, list, gateCost, costAfter);
      expect(accuracy).toBeCloseTo(played.accuracy, 12);
      expect(cost).toBeCloseTo(played.cost, 12);
    }
  });

  test.prop([levels], seed)('rises in cost and accuracy', (list) => {
    const found = searchCascades(list, { gateCost });
    expect(found.length).toBeGreaterThan(0);
    for (let i = 1; i < found.length; i++) {
      expect(found[i]!.cost).toBeGreaterThan(found[i - 1]!.cost);
      expect(found[i]!.accuracy).toBeGreaterThan(found[i - 1]!.accuracy);
    }
  });

  test.prop([levels], seed)('is never worse than a static level', (list) => {
    const found = searchCascades(list, { gateCost });
    for (const level of list) {
      const chosen = chooseCascade(found, stopAccuracy(level));
      expect(chosen).not.toBeNull();
      expect(chosen!.cost).toBeLessThanOrEqual(level.cost);
    }
  });

  test.prop([levels, fc.double({ min: 0, max: 1, noNaN: true })], seed)(
    'with a threshold at every request, finds the cheapest of all cascades for any floor',
    (list, floor) => {
      // As many steps as requests put a threshold at each of them; 0 and 6 send nobody or everybody on, which no
      // cheapest cascade does.
      const steps = list[0]!.right.length;
      const chosen = chooseCascade(searchCascades(list, { gateCost, costAfter: reuse(list), steps }), floor);
      const best = Math.min(
        ...everyCascade(list)
          .map((cascade) => playCascade(cascade, list, gateCost, reuse(list)))
          .filter(({ accuracy }) => accuracy >= floor)
          .map(({ cost }) => cost),
      );
      if (chosen === null) expect(best).toBe(Number.POSITIVE_INFINITY);
      else expect(chosen.cost).toBeCloseTo(best, 12);
    },
  );

  test('a sure and cheap level is used where it is sure', () => {
    const cheap = { id: 'cheap', cost: 1, confidence: [9, 9, 9, 1], right: [1, 1, 1, 0], answers: 4 };
    const dear = { id: 'dear', cost: 10, confidence: [9, 9, 9, 9], right: [1, 1, 1, 1], answers: 4 };
    const [, last] = searchCascades([dear, cheap], { gateCost, steps: 4 });
    expect(last).toEqual({
      cascade: [
        { stop: 1, threshold: 9 },
        { stop: 0, threshold: null },
      ],
      accuracy: 1,
      cost: 1.25 + 10 / 4,
    });
  });

  test('three levels are used where two are dearer', () => {
    const cheap = { id: 'cheap', cost: 1, confidence: [9, 9, 1, 2], right: [1, 1, 0, 0], answers: 4 };
    const middle = { id: 'middle', cost: 10, confidence: [9, 9, 1, 9], right: [1, 1, 0, 1], answers: 4 };
    const dear = { id: 'dear', cost: 100, confidence: [9, 9, 9, 9], right: [1, 1, 1, 1], answers: 4 };
    const best = chooseCascade(searchCascades([dear, middle, cheap], { gateCost, steps: 4 }), 1)!;
    expect(best.cascade.map(({ stop }) => stop)).toEqual([2, 1, 0]);
    expect(best.cost).toBeCloseTo(1.25 + 10.25 / 2 + 100 / 4, 12);
    const two = chooseCascade(searchCascades([dear, middle, cheap], { gateCost, steps: 4, stages: 2 }), 1)!;
    expect(two.cascade.length).toBe(2);
    expect(two.cost).toBeGreaterThan(best.cost);
  });

  test('refuses levels that are rated on different requests', () => {
    const level = (requests: number): RatedStop => ({
      ...{ id: `of ${requests}`, cost: 1, answers: requests },
      confidence: new Float64Array(requests),
      right: new Float64Array(requests),
    });
    expect(() => searchCascades([level(3), level(4)], { gateCost })).toThrow(
      'of 4 is rated on other requests',
    );
    expect(() => searchCascades([], { gateCost })).toThrow('no stops');
  });
});
