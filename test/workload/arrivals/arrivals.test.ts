import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { conditionPath } from '../../../sim/workload/arrivals/condition-path.ts';
import { motionTriggered } from '../../../sim/workload/arrivals/motion-triggered.ts';
import { requestTrace } from '../../../sim/workload/arrivals/request-trace.ts';
import { conditions } from '../../../sim/workload/degraded-mnist/conditions.ts';

const hourNs = 3.6e12;
const camera = {
  activeShare: 0.3,
  meanMotionNs: 5e9,
  meanInterarrivalNs: 1e7,
  pattern: 'periodic',
  jitter: 0.2,
} as const;
const process = fc.record({
  activeShare: fc.double({ min: 0.05, max: 1, noNaN: true }),
  meanMotionNs: fc.integer({ min: 1e6, max: 1e9 }),
  meanInterarrivalNs: fc.integer({ min: 1e5, max: 1e8 }),
  pattern: fc.constantFrom('periodic' as const, 'poisson' as const),
  jitter: fc.double({ min: 0, max: 0.99, noNaN: true }),
});

describe('motion-triggered arrivals', () => {
  it('are whole, ascending, inside the horizon, and a function of the seed', () => {
    fc.assert(
      fc.property(process, fc.nat(1e6), (p, seed) => {
        const times = motionTriggered(p, 1e10, seed);
        const wrong = times.findIndex((t, i) => !Number.isInteger(t) || t >= 1e10 || t < (times[i - 1] ?? 0));
        expect(wrong).toBe(-1);
        expect(motionTriggered(p, 1e10, seed).every((t, i) => t === times[i])).toBe(true);
      }),
      { seed: 42, numRuns: 60 },
    );
    expect(motionTriggered(camera, hourNs, 1)).not.toEqual(motionTriggered(camera, hourNs, 2));
  });

  it.each(['periodic', 'poisson'] as const)('keep rate and share of motion on average (%s)', (pattern) => {
    let count = 0;
    for (let seed = 0; seed < 10; seed++)
      count += motionTriggered({ ...camera, pattern }, hourNs, seed).length;
    expect(count / 10 / (0.3 * 3.6e5)).toBeGreaterThan(0.93);
    expect(count / 10 / (0.3 * 3.6e5)).toBeLessThan(1.07);
    const always = motionTriggered({ ...camera, pattern, activeShare: 1 }, hourNs, 3).length;
    expect(always / 3.6e5).toBeGreaterThan(0.99);
    expect(always / 3.6e5).toBeLessThan(1.01);
  });

  it.each([
    [{ activeShare: 0 }, /activeShare is 0/],
    [{ activeShare: 1.5 }, /activeShare is 1.5/],
    [{ meanMotionNs: -1 }, /meanMotionNs is -1/],
    [{ meanInterarrivalNs: Number.POSITIVE_INFINITY }, /positive rate/],
    [{ jitter: 1 }, /jitter is 1/],
  ])('refuse %j', (change, message) => {
    expect(() => motionTriggered({ ...camera, ...change }, hourNs, 1)).toThrow(message);
  });
});

describe('conditions and samples', () => {
  it('keep the shares and the mean dwell time on average', () => {
    const times = Float64Array.from({ length: 2e5 }, (_, i) => i * 1e9);
    const shares = conditions.map((c) => c.share);
    const path = conditionPath(times, shares, 60e9, 7);
    let changes = 0;
    const counts = shares.map(() => 0);
    path.forEach((c, i) => {
      counts[c]!++;
      if (i > 0 && path[i - 1] !== c) changes++;
    });
    shares.forEach((share, c) => {
      expect(counts[c]! / times.length).toBeCloseTo(share, 1);
    });
    expect(2e5 / changes).toBeGreaterThan(55);
    expect(2e5 / changes).toBeLessThan(65);
  });

  it('show every sample of a condition once before any twice', () => {
    const ofSample = Uint8Array.from({ length: 500 }, (_, i) => (i * 7) % 5);
    const times = motionTriggered(camera, 1e12, 5);
    const trace = requestTrace(times, ofSample, 60e9, 1e12, 5);
    const shown = new Uint32Array(500);
    for (const s of trace.sample) shown[s]!++;
    for (let c = 0; c < 5; c++) {
      const counts = [...shown].filter((_, i) => ofSample[i] === c);
      expect(Math.max(...counts) - Math.min(...counts)).toBeLessThanOrEqual(1);
    }
    expect(requestTrace(times, ofSample, 60e9, 1e12, 5)).toEqual(trace);
  });

  it('leave out conditions that no sample has', () => {
    const times = motionTriggered(camera, 1e11, 5);
    const trace = requestTrace(times, new Uint8Array(20), 60e9, 1e11, 5);
    expect(trace.sample.every((s) => s < 20)).toBe(true);
    expect(() => requestTrace(times, new Uint8Array(0), 60e9, 1e11, 5)).toThrow(/no samples/);
  });
});
