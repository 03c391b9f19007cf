import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { RandomStream } from '../../sim/engine/random/random-stream.ts';
import { KalmanSlowDown } from '../../sim/policies/kalman-slow-down.ts';

const noise = { processNoise: 1e-6, measurementNoise: 1e-2, forgetting: 0.3 };
const ratio = fc.double({ min: 0.1, max: 20, noNaN: true });

describe('the slow-down estimate', () => {
  it('converges to a constant ratio, whatever it was before', () => {
    fc.assert(
      fc.property(ratio, fc.array(ratio, { maxLength: 20 }), (constant, before) => {
        const filter = new KalmanSlowDown(noise);
        for (const seen of before) filter.observe(seen);
        for (let i = 0; i < 500; i++) filter.observe(constant);
        expect(Math.abs(filter.mean - constant)).toBeLessThan(0.01 * constant);
      }),
      { seed: 7, numRuns: 100 },
    );
  });

  it('averages noise out: it ends closer to the truth than single observations are', () => {
    const filter = new KalmanSlowDown(noise);
    const draws = new RandomStream(3, 'test', 'kalman');
    let off = 0;
    let observedOff = 0;
    for (let i = 0; i < 4000; i++) {
      const seen = 1.5 + 0.3 * (draws.uniform(i) - 0.5);
      filter.observe(seen);
      if (i < 500) continue;
      off += (filter.mean - 1.5) ** 2;
      observedOff += (seen - 1.5) ** 2;
    }
    expect(off).toBeLessThan(0.5 * observedOff);
  });

  it('lies between the least and the most it has seen, 1 included, with a positive deviation', () => {
    fc.assert(
      fc.property(fc.array(ratio, { minLength: 1, maxLength: 50 }), (seen) => {
        const filter = new KalmanSlowDown(noise);
        for (const one of seen) {
          filter.observe(one);
          expect(filter.deviation).toBeGreaterThan(0);
        }
        expect(filter.mean).toBeGreaterThanOrEqual(Math.min(1, ...seen) - 1e-12);
        expect(filter.mean).toBeLessThanOrEqual(Math.max(1, ...seen) + 1e-12);
      }),
      { seed: 8, numRuns: 200 },
    );
  });

  it('believes a sudden change sooner than a filter of the same least noise that does not adapt', () => {
    const steps = (forgetting: number) => {
      const filter = new KalmanSlowDown({ ...noise, forgetting });
      for (let i = 0; i < 300; i++) filter.observe(1);
      let count = 0;
      while (filter.mean < 2.7 && count < 10_000) {
        filter.observe(3);
        count++;
      }
      return count;
    };
    // With almost nothing forgotten, corrections hardly reach the process noise.
    expect(steps(0.3)).toBeLessThan(steps(0.999999) / 2);
  });
});
