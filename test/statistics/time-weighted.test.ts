import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { TimeWeighted } from '../../sim/statistics/time-weighted.ts';

/** A value and how long it is held, ns; 0 now and then. */
const step = fc.record({
  value: fc.oneof(fc.integer({ min: -9, max: 9 }), fc.double({ min: -1e3, max: 1e3, noNaN: true })),
  heldNs: fc.oneof(fc.constant(0), fc.integer({ min: 1, max: 1e9 })),
});
type Step = { readonly value: number; readonly heldNs: number };
const steps = fc.array(step, { minLength: 1, maxLength: 40 });

function follow(list: readonly Step[], startNs = 0): TimeWeighted {
  let atNs = startNs;
  const signal = new TimeWeighted(atNs, list[0]!.value);
  for (const { value, heldNs } of list) {
    signal.set(atNs, value);
    atNs += heldNs;
  }
  signal.observe(atNs);
  return signal;
}

function expectSame(signal: TimeWeighted, list: readonly Step[]) {
  const held = list.filter((s) => s.heldNs > 0);
  const totalNs = held.reduce((sum, s) => sum + s.heldNs, 0);
  expect(signal.durationNs).toBe(totalNs);
  if (totalNs === 0) {
    expect([signal.mean, signal.variance, signal.min, signal.max].every(Number.isNaN)).toBe(true);
    return;
  }
  const mean = held.reduce((sum, s) => sum + s.value * s.heldNs, 0) / totalNs;
  const variance = held.reduce((sum, s) => sum + (s.value - mean) ** 2 * s.heldNs, 0) / totalNs;
  const scale = Math.max(...held.map((s) => Math.abs(s.value)), 1);
  expect(Math.abs(signal.mean - mean)).toBeLessThanOrEqual(1e-13 * scale);
  expect(Math.abs(signal.variance - variance)).toBeLessThanOrEqual(1e-12 * scale ** 2);
  expect(Math.abs(signal.integral - mean * totalNs)).toBeLessThanOrEqual(1e-13 * scale * totalNs);
  expect([signal.min, signal.max]).toEqual([
    Math.min(...held.map((s) => s.value)),
    Math.max(...held.map((s) => s.value)),
  ]);
}

describe('time-weighted statistics', () => {
  it('are those of the values, weighted with the time they were held', () => {
    fc.assert(
      fc.property(steps, fc.integer({ min: -1e12, max: 1e12 }), (list, startNs) => {
        expectSame(follow(list, startNs), list);
      }),
      { seed: 42, numRuns: 300 },
    );
  });

  it('do not depend on what is passed through at one instant, nor on being looked at', () => {
    const plain = new TimeWeighted(0, 1);
    plain.set(10, 4);
    plain.observe(30);
    const busy = new TimeWeighted(0, 1);
    busy.observe(3);
    busy.set(10, 1000);
    busy.set(10, -1000);
    busy.set(10, 4);
    busy.observe(12);
    busy.observe(30);
    for (const signal of [plain, busy]) {
      expect([signal.mean, signal.min, signal.max, signal.durationNs, signal.integral, signal.value]).toEqual(
        [3, 1, 4, 30, 90, 4],
      );
      expect(signal.variance).toBeCloseTo(2, 14);
    }
  });

  it('are the same, merged from parts, as over the whole', () => {
    fc.assert(
      fc.property(steps, steps, (a, b) => {
        const merged = follow(a);
        merged.merge(follow(b, 12345));
        expectSame(merged, [...a, ...b]);
      }),
      { seed: 42, numRuns: 300 },
    );
  });

  it('do not lose short states in a long run', () => {
    // A spike in every second, beside a base that is held 1e9 times as long; the whole has a last bit of 2^24.
    const signal = new TimeWeighted(0, 0);
    let naive = 0;
    for (let s = 0; s < 100_000; s++) {
      signal.set(s * 1e9, 1e9);
      signal.set(s * 1e9 + 999_999_999, 0.1);
      naive += 1e9 * 999_999_999;
      naive += 0.1;
    }
    signal.observe(1e14);
    const exact = 10_000n + 100_000n * 999_999_999n * 1_000_000_000n;
    const off = (sum: number) => Math.abs(Number(BigInt(sum) - exact));
    expect(off(signal.integral)).toBeLessThanOrEqual(2 ** 23);
    expect(off(naive)).toBeGreaterThan(2 ** 26);
  });

  it('start again after a warm-up and keep the value', () => {
    const signal = new TimeWeighted(0, 50);
    signal.set(100, 7);
    signal.restart(150);
    expect(signal.mean).toBeNaN();
    signal.set(160, 9);
    signal.observe(170);
    expect([signal.mean, signal.variance, signal.min, signal.max, signal.durationNs]).toEqual([
      8, 1, 7, 9, 20,
    ]);
  });

  it('refuse time that runs back or is not whole, and values that are not finite', () => {
    const signal = new TimeWeighted(5, 0);
    expect(() => signal.set(4, 1)).toThrow(/timeNs is 4; 5 or later is needed/);
    expect(() => signal.observe(5.5)).toThrow(/timeNs is 5\.5; whole ns are needed/);
    expect(() => signal.restart(4)).toThrow(RangeError);
    expect(() => signal.set(6, Number.NaN)).toThrow(/value is NaN; a finite number is needed/);
    expect(() => new TimeWeighted(0.5, 1)).toThrow(RangeError);
    expect(() => new TimeWeighted(0, Number.POSITIVE_INFINITY)).toThrow(RangeError);
  });
});
