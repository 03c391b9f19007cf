import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { exponential } from '../../sim/engine/random/distributions/exponential.ts';
import { normal } from '../../sim/engine/random/distributions/normal.ts';
import { RandomStream } from '../../sim/engine/random/random-stream.ts';
import { type BatchMeansOptions, batchMeans, batchRatio } from '../../sim/statistics/batch-means.ts';
import { studentTQuantile } from '../../sim/statistics/student-t.ts';

/** Waiting times of successive customers of an M/M/1 queue that starts empty (Lindley 1952); mean service time 1. */
function waitingTimes(load: number, customers: number, seed: number): Float64Array {
  const gaps = new RandomStream(seed, 'queue', 'gaps');
  const services = new RandomStream(seed, 'queue', 'services');
  const waits = new Float64Array(customers);
  for (let i = 1; i < customers; i++) {
    const left = waits[i - 1]! + exponential(services, i, 1) - exponential(gaps, i, 1 / load);
    waits[i] = Math.max(0, left);
  }
  return waits;
}

/** Customers in an M/M/1 system, change by change: the number and how long it stays. */
function numbersInSystem(load: number, changes: number, seed: number) {
  const s = new RandomStream(seed, 'queue', 'changes');
  const numbers = new Float64Array(changes);
  const durations = new Float64Array(changes);
  for (let i = 0, n = 0; i < changes; i++) {
    const rate = n > 0 ? 1 + load : load;
    numbers[i] = n;
    durations[i] = exponential(s, 2 * i, 1 / rate);
    n += s.uniform53(2 * i + 1) * rate < load ? 1 : -1;
  }
  return { numbers, durations };
}

/** Share of runs whose interval holds the truth. */
function coverage(
  runs: number,
  truth: number,
  interval: (seed: number) => { low: number; high: number },
): number {
  let covered = 0;
  for (let seed = 0; seed < runs; seed++) {
    const { low, high } = interval(seed);
    if (low <= truth && truth <= high) covered++;
  }
  return covered / runs;
}

/** The interval of independent observations, which these are not. */
function naiveInterval(values: Float64Array): { low: number; high: number } {
  const n = values.length;
  const mean = values.reduce((a, b) => a + b, 0) / n;
  const squares = values.reduce((sum, x) => sum + (x - mean) ** 2, 0);
  const half = 1.959963984540054 * Math.sqrt(squares / (n - 1) / n);
  return { low: mean - half, high: mean + half };
}

describe('intervals by batch means', () => {
  it('cover the mean wait of an M/M/1 queue at half load in about 95% of 400 runs', () => {
    const waits = Array.from({ length: 400 }, (_, seed) => waitingTimes(0.5, 10_000, seed));
    // Two deviations about 95% of 400 are 92.8% and 97.2%.
    const stated = coverage(400, 1, (seed) => batchMeans(waits[seed]!, { warmUp: 100 }));
    expect(stated).toBeGreaterThan(0.925);
    expect(stated).toBeLessThan(0.975);
    const searched = coverage(400, 1, (seed) => batchMeans(waits[seed]!, { warmUp: 'mser-5' }));
    expect(searched).toBeGreaterThan(0.9);
    expect(searched).toBeLessThan(0.975);
  });

  it('cover it at load 0.8 too, where the naive interval misses in most runs', () => {
    const waits = Array.from({ length: 200 }, (_, seed) => waitingTimes(0.8, 40_000, seed));
    const found = coverage(200, 4, (seed) => batchMeans(waits[seed]!, { warmUp: 500 }));
    // Three deviations about 95% of 200 are 90.4% and 99.6%.
    expect(found).toBeGreaterThan(0.904);
    expect(found).toBeLessThan(0.996);
    // Why batches: neighbouring waits are alike, and 40,000 of them tell as much as some 500 independent ones.
    expect(coverage(200, 4, (seed) => naiveInterval(waits[seed]!))).toBeLessThan(0.25);
  });

  it('cover the time-weighted mean number in system as a ratio', () => {
    const found = coverage(400, 1.5, (seed) => {
      const { numbers, durations } = numbersInSystem(0.6, 10_000, seed);
      return batchRatio(
        numbers.map((n, i) => n * durations[i]!),
        durations,
        { warmUp: 100 },
      );
    });
    expect(found).toBeGreaterThan(0.91);
    expect(found).toBeLessThan(0.98);
  });
});

describe('batch means', () => {
  const s = new RandomStream(5, 'batches', 'noise');
  const noise = Float64Array.from({ length: 3200 }, (_, i) => normal(s, i, 10, 2));
  const options: BatchMeansOptions = { warmUp: 0 };

  it('are the plain mean and Student t of the means of equal batches', () => {
    const found = batchMeans(noise, options);
    expect([found.batches, found.batchSize, found.dropped, found.independent]).toEqual([32, 100, 0, true]);
    const means = Array.from({ length: 32 }, (_, b) => {
      return noise.slice(100 * b, 100 * b + 100).reduce((a, x) => a + x, 0) / 100;
    });
    const mean = means.reduce((a, x) => a + x, 0) / 32;
    const half =
      studentTQuantile(0.975, 31) * Math.sqrt(means.reduce((a, x) => a + (x - mean) ** 2, 0) / 31 / 32);
    expect(found.value).toBeCloseTo(mean, 12);
    expect(found.high - found.value).toBeCloseTo(half, 12);
    expect(found.value - found.low).toBeCloseTo(half, 12);
    expect(batchMeans(noise, { warmUp: 0, confidence: 0.99 }).high).toBeGreaterThan(found.high);
  });

  it('shift and scale with the observations, and are ratios with equal denominators', () => {
    fc.assert(
      fc.property(fc.integer({ min: -100, max: 100 }), fc.integer({ min: 1, max: 50 }), (shift, scale) => {
        const plain = batchMeans(noise, options);
        const moved = batchMeans(
          noise.map((x) => scale * x + shift),
          options,
        );
        expect(moved.low).toBeCloseTo(scale * plain.low + shift, 9);
        expect(moved.high).toBeCloseTo(scale * plain.high + shift, 9);
        const ratio = batchRatio(noise, new Float64Array(noise.length).fill(scale), options);
        expect(ratio.low).toBeCloseTo(plain.low / scale, 11);
        expect(ratio.high).toBeCloseTo(plain.high / scale, 11);
      }),
      { seed: 42, numRuns: 30 },
    );
  });

  it('have fewer and longer batches where neighbours are alike, and say when even those are', () => {
    const walk = (step: number, length: number) => {
      const values = new Float64Array(length);
      for (let i = 1; i < length; i++) values[i] = (1 - step) * values[i - 1]! + noise[i % 3200]! - 10;
      return values;
    };
    expect(batchMeans(walk(1, 3200), options).batches).toBe(32);
    const alike = batchMeans(walk(0.12, 3200), options);
    expect([alike.batches < 32, alike.independent]).toEqual([true, true]);
    const drift = batchMeans(
      Float64Array.from({ length: 1000 }, (_, i) => i),
      options,
    );
    expect([drift.batches, drift.independent]).toEqual([10, false]);
    expect(drift.lag1).toBeGreaterThan(0.9);
  });

  it('drop the warm-up from the front and what does not fill a batch after it', () => {
    const values = Float64Array.from({ length: 1000 }, (_, i) => (i < 200 ? 1e6 : 5 + (i % 2)));
    for (const warmUp of [200, 'mser-5'] as const) {
      const found = batchMeans(values, { warmUp });
      expect(found.dropped).toBeGreaterThanOrEqual(200);
      expect(found.dropped).toBeLessThan(200 + 10 * found.batches);
      expect(found.dropped + found.batches * found.batchSize).toBe(1000);
      expect(found.value).toBeCloseTo(5.5, 12);
    }
    const some = batchMeans(noise, { warmUp: 9 });
    expect(some.dropped).toBe(320);
    expect(some.value).toBeCloseTo(noise.slice(320).reduce((a, x) => a + x, 0) / 2880, 12);
  });

  it('of a constant are certain', () => {
    const found = batchMeans(new Float64Array(500).fill(7), options);
    expect([found.value, found.low, found.high, found.lag1]).toEqual([7, 7, 7, 0]);
  });

  it('refuse what is too short or outside its range, by name', () => {
    const few = new Float64Array(150);
    expect(() => batchMeans(few, { warmUp: 51 })).toThrow(/99 observations are left of 150; 100 or more/);
    expect(batchMeans(few, { warmUp: 50 }).batches).toBe(10);
    for (const warmUp of [-1, 0.5, Number.NaN])
      expect(() => batchMeans(noise, { warmUp })).toThrow(/warmUp is .*; a whole number from 0 or 'mser-5'/);
    for (const confidence of [0, 1, Number.NaN])
      expect(() => batchMeans(noise, { warmUp: 0, confidence })).toThrow(/confidence is /);
    expect(() => batchMeans(noise.with(5, Number.NaN), options)).toThrow(
      /sum of observations is NaN; finite/,
    );
    expect(() => batchRatio(noise, [1], options)).toThrow(
      /1 denominators; one per numerator is needed: 3200/,
    );
    expect(() => batchRatio(noise, new Float64Array(3200), options)).toThrow(/sum of denominators is 0/);
  });
});
