import { expect, it } from 'vitest';
import { optionTraits } from '../../../sim/scenario/simulate/option-traits.ts';
import type { OperatingPoint } from '../../../sim/sparsity/operating-point.ts';

const at = (id: string, level: number, more: Partial<OperatingPoint> = {}): OperatingPoint => ({
  ...{ id, levels: [level], gates: [null] },
  ...more,
});

it('knows a level as the last exit, with nothing skipped and all kept, where other points of it have such', () => {
  const points = [
    at('L0', 0),
    at('L1', 1),
    at('L2', 2),
    at('L0e0', 0, { exit: 0 }),
    at('L0e1', 0, { exit: 1 }),
    at('L1s1', 1, { skips: ['a'] }),
    at('L1s1s2', 1, { skips: ['a', 'b'] }),
    at('L0-2of4', 0, { pattern: { kept: 2, group: 4 } }),
  ];
  expect(points.map((point) => optionTraits(point, points) ?? null)).toEqual([
    { exit: 2, keptOfGroup: 1 },
    { skippedLayers: 0 },
    null,
    { exit: 0 },
    { exit: 1 },
    { skippedLayers: 1 },
    { skippedLayers: 2 },
    { keptOfGroup: 0.5 },
  ]);
  const gated = { ...at('L1-g1', 1), gates: [0.1] };
  expect(optionTraits(gated, [...points, gated])).toBeUndefined();
});

it('knows steps, times, thresholds and masks of spiking networks', () => {
  const mask = { of: 'regions', share: 0.5 } as const;
  expect(optionTraits(at('a', 0, { steps: 8, mask }), [])).toEqual({ exit: 8, masked: mask });
  expect(optionTraits(at('a', 0, { steps: 8, times: 16 }), [])).toEqual({ times: 16 });
  expect(optionTraits(at('a', 0, { steps: 8, deltaThreshold: 0 }), [])).toEqual({ deltaThreshold: 0 });
});
