import { describe, expect, it } from 'vitest';
import type { ClassModel } from '../../sim/calibration/class-model.ts';
import { baselinesFor } from '../../sim/validate/baselines.ts';
import { sampleRow } from '../calibration/sample-row.ts';

/** Latency scales with 1/clock, so that rates are cycles. */
const model = {
  quantity: 'latency',
  size: ({ clockMhz }: { clockMhz: number | null }) => (clockMhz ? 1 / clockMhz : null),
  baselines: [{ name: 'own', predict: () => 7 }],
} as unknown as ClassModel;

const at = (chip: string, latencyMs: number, parts = {}) =>
  sampleRow({ chip, clockMhz: 100, latencyMs, ...parts });

describe('trivial predictions', () => {
  const target = sampleRow({ chip: 'held', clockMhz: 200 });
  const predictions = (...seen: readonly ReturnType<typeof sampleRow>[]) =>
    Object.fromEntries(baselinesFor(model).map(({ name, predict }) => [name, predict(target, seen)]));

  it('take geometric means of rates at the coarsest to the finest likeness', () => {
    const found = predictions(
      at('a', 4, { runtime: 'other', network: 'mlperf-tiny-ic' }),
      at('a', 16, { runtime: 'other' }),
      at('b', 1),
      at('b', 4),
      at('c', 1000, { family: 'cortex-m7' }),
    );
    expect(found).toEqual({
      own: 7,
      // (4 16 1 4)^(1/4) = 4 ms at 100 MHz: 2 at 200.
      'per core family': expect.closeTo(2, 9),
      'per family and network': expect.closeTo(2, 9),
      'per family, network and runtime': expect.closeTo(1, 9),
      'a sibling copied': expect.closeTo(2, 9),
    });
  });

  it('fall back on the next coarser where nothing is like the row, and say nothing of nothing', () => {
    const far = predictions(at('c', 8, { family: 'cortex-m7', network: 'mlperf-tiny-ic' }));
    expect(far).toEqual({
      own: 7,
      'per core family': expect.closeTo(4, 9),
      'per family and network': expect.closeTo(4, 9),
      'per family, network and runtime': expect.closeTo(4, 9),
      'a sibling copied': expect.closeTo(4, 9),
    });
    expect(Object.values(predictions())).toEqual([7, null, null, null, null]);
  });

  it('use no row that is left out', () => {
    const left = at('b', 1, { use: 'leave-out', reason: 'noisy' });
    expect(predictions(left)['a sibling copied']).toBeNull();
    expect(predictions(left, at('b', 4))['a sibling copied']).toBeCloseTo(2, 9);
  });

  it('copy nothing from another precision', () => {
    expect(predictions(at('b', 1, { precision: 'fp32' }), at('b', 4))['a sibling copied']).toBeCloseTo(2, 9);
  });
});
