import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ArrivalShape } from '../../../sim/workload/arrivals/arrival-shape.ts';
import { arrivalTimes } from '../../../sim/workload/arrivals/arrival-times.ts';
import { kolmogorov } from '../../helpers/goodness-of-fit.ts';

const hourNs = 3.6e12;
const day = [
  1, 0.6, 0.4, 0.3, 0.4, 0.8, 1.5, 2.4, 3, 3.1, 3, 2.9, 2.8, 2.9, 3, 2.9, 2.8, 2.7, 2.6, 2.4, 2.2, 2, 1.6,
  1.2,
];
const bursts = [
  { rate: 1, meanStayNs: 40e9 },
  { rate: 12, meanStayNs: 8e9 },
];
const shapes: readonly ArrivalShape[] = [
  { kind: 'periodic', jitter: 0.4 },
  { kind: 'poisson' },
  { kind: 'gamma', variation: 0.4 },
  { kind: 'gamma', variation: 2.5 },
  { kind: 'mmpp', states: bursts },
  { kind: 'diurnal', hourly: day, startHour: 3 },
  { kind: 'trace', timeNs: Float64Array.of(0, 5e8, 5e8, 2e9) },
];

/** Index of dispersion of the counts in windows: variance over mean. */
function dispersion(times: Float64Array, windowNs: number, windows: number): number {
  const counts = new Float64Array(windows);
  for (const time of times) if (time < windows * windowNs) counts[Math.floor(time / windowNs)]!++;
  const mean = counts.reduce((a, b) => a + b, 0) / windows;
  return counts.reduce((sum, n) => sum + (n - mean) ** 2, 0) / (windows - 1) / mean;
}

describe('arrivals of every kind', () => {
  it.each(shapes)('are whole, ascending, in the horizon and a function of the seed: $kind', (shape) => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 1e9 }),
        fc.nat(1e6),
        fc.integer({ min: 1, max: 3000 }),
        (gap, seed, n) => {
          const horizonNs = gap * n;
          const times = arrivalTimes(shape, gap, horizonNs, seed);
          const wrong = times.findIndex(
            (t, i) => !Number.isInteger(t) || t < (times[i - 1] ?? 0) || t >= horizonNs,
          );
          expect(wrong).toBe(-1);
          expect(arrivalTimes(shape, gap, horizonNs, seed)).toEqual(times);
        },
      ),
      { seed: 7, numRuns: 15 },
    );
  });

  it.each(shapes.filter(({ kind }) => kind !== 'trace'))('keep the mean rate: $kind', (shape) => {
    let count = 0;
    for (let seed = 0; seed < 4; seed++) count += arrivalTimes(shape, 2e9, 48 * hourNs, seed).length;
    // 345,600 due; the burstiest has a standard deviation of 0.5%.
    expect(Math.abs(count / (4 * 48 * 1800) - 1)).toBeLessThan(0.015);
  });

  it.each([
    [{ kind: 'periodic', jitter: 0.6 }, /jitter is 0.6/],
    [{ kind: 'gamma', variation: 0 }, /variation is 0/],
    [{ kind: 'mmpp', states: bursts.slice(1) }, /1 states; give two/],
    [{ kind: 'mmpp', states: bursts.map((state) => ({ ...state, rate: 0 })) }, /all states have the rate 0/],
    [{ kind: 'mmpp', states: bursts.map((state) => ({ ...state, meanStayNs: 0 })) }, /mean stay of 0 ns/],
    [{ kind: 'diurnal', hourly: [0, 0], startHour: 0 }, /no hour has a rate/],
    [{ kind: 'diurnal', hourly: [1, Number.NaN], startHour: 0 }, /has the rate NaN/],
  ] as [ArrivalShape, RegExp][])('refuse %j', (shape, message) => {
    expect(() => arrivalTimes(shape, 1e9, hourNs, 1)).toThrow(message);
  });

  it('refuse a gap of zero', () => {
    expect(() => arrivalTimes({ kind: 'poisson' }, 0, hourNs, 1)).toThrow(/is 0 ns/);
  });
});

describe('the closed forms', () => {
  it.each([0.4, 1, 2.5])('gamma gaps of variation %d: dispersion of counts is its square', (variation) => {
    const times = arrivalTimes({ kind: 'gamma', variation }, 1e6, 4e11, 5);
    // Windows of 200 mean gaps; 2,000 of them: 3.2% standard error.
    expect(dispersion(times, 2e8, 2000) / variation ** 2).toBeCloseTo(1, 0);
    const gaps = times.slice(1).map((time, i) => time - times[i]!);
    const mean = gaps.reduce((a, b) => a + b, 0) / gaps.length;
    const deviation = Math.sqrt(gaps.reduce((sum, gap) => sum + (gap - mean) ** 2, 0) / gaps.length);
    expect(Math.abs(deviation / mean / variation - 1)).toBeLessThan(0.02);
  });

  it('a two-state burst process: dispersion of counts over long windows', () => {
    const times = arrivalTimes({ kind: 'mmpp', states: bursts }, 4e9, 8e14, 11);
    const mean = (bursts[0]!.rate * 40 + bursts[1]!.rate * 8) / 48;
    const [l1, l2] = bursts.map(({ rate }) => rate / mean / 4) as [number, number];
    const [s1, s2] = [1 / 40, 1 / 8];
    // Fischer and Meier-Hellstern 1993, equation (8), for windows of 200 s; 4,000 of them: 2.2% standard error.
    const limit = (2 * s1 * s2 * (l1 - l2) ** 2) / ((s1 + s2) ** 2 * (l1 * s2 + l2 * s1));
    const ofWindow = 1 + limit * (1 - (1 - Math.exp(-(s1 + s2) * 200)) / ((s1 + s2) * 200));
    expect(Math.abs(dispersion(times, 2e11, 4000) / ofWindow - 1)).toBeLessThan(0.08);
  });

  it('frames stay within their jitter', () => {
    const times = arrivalTimes({ kind: 'periodic', jitter: 0.25 }, 1e6, 1e10, 3);
    const phase = times.map((time, i) => time - i * 1e6);
    expect(Math.max(...phase) - Math.min(...phase)).toBeLessThanOrEqual(0.5e6 + 1);
    expect(Math.max(...phase) - Math.min(...phase)).toBeGreaterThan(0.49e6);
  });

  it.each([1, 2, 3])(
    'thinning is exact: rescaled by its rate it is a Poisson process of rate 1 (seed %d)',
    (seed) => {
      const startHour = 5;
      const times = arrivalTimes({ kind: 'diurnal', hourly: day, startHour }, 20e9, 72 * hourNs, seed);
      const mean = day.reduce((a, b) => a + b, 0) / day.length;
      const perHour = (hour: number) => (day[(hour + startHour) % day.length]! / mean) * 180;
      const rescaled = (time: number) => {
        let sum = 0;
        const hour = Math.floor(time / hourNs);
        for (let h = 0; h < hour; h++) sum += perHour(h);
        return sum + perHour(hour) * (time / hourNs - hour);
      };
      const at = times.map(rescaled);
      const gaps = at.map((time, i) => time - (at[i - 1] ?? 0));
      expect(gaps.length).toBeGreaterThan(12_000);
      expect(kolmogorov(gaps, (x) => 1 - Math.exp(-x))).toBeLessThan(1.95);
    },
  );

  it('a recording keeps its gaps, stretched', () => {
    const timeNs = Float64Array.of(0, 10, 40, 100);
    expect([...arrivalTimes({ kind: 'trace', timeNs }, 50, 1000, 1)]).toEqual([0, 20, 80, 200]);
    expect([...arrivalTimes({ kind: 'trace', timeNs }, 25, 40, 1)]).toEqual([0, 10]);
  });
});
