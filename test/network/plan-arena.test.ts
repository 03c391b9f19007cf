import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { activationLifetimes } from '../../sim/network/activation-lifetimes.ts';
import { benchmarkNetwork } from '../../sim/network/benchmarks/benchmark-network.ts';
import { liveActivations } from '../../sim/network/live-activations.ts';
import { type ArenaBuffer, planArena } from '../../sim/network/plan-arena.ts';

const buffers = fc
  .array(fc.record({ bytes: fc.nat(5000), firstStep: fc.nat(12), length: fc.nat(6) }), { maxLength: 40 })
  .map((list) =>
    list.map(
      ({ bytes, firstStep, length }, i): ArenaBuffer => ({
        name: `b${i}`,
        bytes,
        firstStep,
        lastStep: firstStep + length,
      }),
    ),
  );

describe('an arena plan', () => {
  it('keeps buffers that are alive at once apart, and reaches no further than needed', () => {
    fc.assert(
      fc.property(buffers, (list) => {
        const { bytes, offsets } = planArena(list);
        for (const [i, a] of list.entries())
          for (const [j, b] of list.slice(0, i).entries()) {
            const together = a.firstStep <= b.lastStep && b.firstStep <= a.lastStep;
            const apart = offsets[i]! + a.bytes <= offsets[j]! || offsets[j]! + b.bytes <= offsets[i]!;
            expect(!together || apart).toBe(true);
          }
        const live = Array.from({ length: 20 }, (_, step) =>
          list.reduce((sum, b) => sum + (b.firstStep <= step && step <= b.lastStep ? b.bytes : 0), 0),
        );
        expect(bytes).toBeGreaterThanOrEqual(Math.max(0, ...live));
        expect(bytes).toBeLessThanOrEqual(list.reduce((sum, b) => sum + b.bytes + 15, 0));
      }),
      { seed: 5, numRuns: 300 },
    );
  });

  it.each(['mlperf-tiny-ic', 'mlperf-tiny-vww', 'mlperf-tiny-kws', 'mlperf-tiny-ad', 'mobilenet-v2-1.0-224'])(
    'of %s needs at most a tenth more than what is alive at once',
    (id) => {
      const network = benchmarkNetwork(id);
      const { bytes } = planArena(
        activationLifetimes(network).map(({ values, ...rest }) => ({ ...rest, bytes: values })),
      );
      const live = Math.max(...liveActivations(network).map(({ values }) => values));
      expect(bytes).toBeGreaterThanOrEqual(live);
      expect(bytes).toBeLessThanOrEqual(1.1 * live);
    },
  );
});
