import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isFeasible } from '../../sim/policies/choose-static.ts';
import { made } from './made.ts';
import { contextOf } from './small-context.ts';

/** All combinations of a gate on each of two blocks: block 0 is the sensitive one. */
const twoBlocks = [null, 0.1, 0.2].flatMap((first, i) =>
  [null, 0.1, 0.2].map((second, j) => ({
    id: `g${i}${j}`,
    wrong: 0.02 + 0.03 * i + 0.005 * j,
    serviceNs: 800 - 100 * (i + j),
    energyJ: 8 - i - j,
    gated: i + j > 0,
    levels: [0, 0],
    gates: [first, second],
  })),
);

describe('the block-wise greedy gate', () => {
  it('gates the blocks that lose little first', () => {
    const policy = made('block-greedy-gate', contextOf(twoBlocks, { accuracyFloor: 0.95 }));
    expect(policy.note).toMatch(/2 steps from g00 to g02/);
    expect(policy.always).toBe(2);
  });

  it('ends at a feasible point that costs no more than where it began, and from which no step saves', () => {
    const point = fc.record({
      wrong: fc.double({ min: 0, max: 0.3, noNaN: true }),
      energyJ: fc.integer({ min: 1, max: 20 }),
    });
    fc.assert(
      fc.property(fc.array(point, { minLength: 9, maxLength: 9 }), (points) => {
        const context = contextOf(
          twoBlocks.map((o, i) => ({ ...o, ...points[i]! })),
          { accuracyFloor: 0.8 },
        );
        const start = context.options[0]!;
        const end = context.options[made('block-greedy-gate', context).always!]!;
        if (!isFeasible(start, context)) return;
        expect(isFeasible(end, context)).toBe(true);
        expect(end.pilotEnergyJ).toBeLessThanOrEqual(start.pilotEnergyJ);
        const sparser = context.options.filter(
          (o) =>
            o !== end &&
            o.gates.every((gate, block) => (gate ?? -1) >= (end.gates[block] ?? -1)) &&
            isFeasible(o, context),
        );
        for (const o of sparser) expect(o.pilotEnergyJ).toBeGreaterThanOrEqual(end.pilotEnergyJ);
      }),
      { seed: 6, numRuns: 200 },
    );
  });
});
