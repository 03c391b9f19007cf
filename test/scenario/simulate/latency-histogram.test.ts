import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { LatencyHistogram } from '../../../sim/scenario/simulate/latency-histogram.ts';

const latency = fc.integer({ min: 0, max: 45 }).chain((e) => fc.integer({ min: 2 ** e, max: 2 ** (e + 1) }));

describe('latency histogram', () => {
  it('gives quantiles within 0.05% of the exact ones, merged or not', () => {
    fc.assert(
      fc.property(
        fc.array(latency, { minLength: 1, maxLength: 100 }),
        fc.constantFrom(0.01, 0.5, 0.95, 0.99, 1),
        (latencies, q) => {
          const whole = new LatencyHistogram();
          const parts = [new LatencyHistogram(), new LatencyHistogram()] as const;
          latencies.forEach((ns, i) => {
            whole.add(ns);
            parts[i % 2 === 0 ? 0 : 1].add(ns);
          });
          parts[0].merge(parts[1]);
          const exact = [...latencies].sort((a, b) => a - b)[
            Math.max(1, Math.ceil(q * latencies.length)) - 1
          ]!;
          expect(Math.abs(whole.quantileNs(q)! / exact - 1)).toBeLessThanOrEqual(0.0005);
          expect(parts[0].quantileNs(q)).toBe(whole.quantileNs(q));
        },
      ),
      { seed: 42, numRuns: 100 },
    );
    expect(new LatencyHistogram().quantileNs(0.5)).toBeNull();
  });
});
