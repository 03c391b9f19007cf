import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { measuredPoint } from '../../../sim/scenario/warm/measured-point.ts';
import type { OperatingPoint } from '../../../sim/sparsity/operating-point.ts';

const at = (level: number, suffix: string, gates: readonly (number | null)[]): OperatingPoint => ({
  id: `L${level}${suffix}`,
  levels: [level, level],
  gates,
});
const points = [
  at(0, '', [null, null]),
  at(1, '', [null, null]),
  at(1, '-z', [0, 0]),
  at(1, '-g1', [0.25, 0.75]),
];

describe('a point by name', () => {
  it('has the thresholds of its mean, shared out as those that were calibrated, to a 1024th', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 9999 }), fc.constantFrom(0, 1), (tenThousandths, level) => {
        const mean = tenThousandths / 1e4;
        const { gates, levels } = measuredPoint(`static-L${level}-t${mean}@mcu`, points)!;
        expect(levels).toEqual([level, level]);
        expect(Math.abs((gates[0]! + gates[1]!) / 2 - mean)).toBeLessThanOrEqual(1 / 2048);
        expect(Math.abs(gates[1]! - 3 * gates[0]!)).toBeLessThanOrEqual(2.5 / 1024);
        for (const gate of gates) expect(Number.isInteger(gate! * 1024)).toBe(true);
      }),
      { seed: 42, numRuns: 50 },
    );
  });

  it('is alike in all layers where nothing was calibrated, and no other policy is one', () => {
    expect(measuredPoint('static-L0-t0.5', points.slice(0, 3))!.gates).toEqual([0.5, 0.5]);
    for (const name of ['static-L1-g1', 'static-L7-t0.5', 'dense', 'static-L1-t'])
      expect(measuredPoint(name, points)).toBeNull();
  });
});
