import { describe, expect, it } from 'vitest';
import { made } from './made.ts';
import { contextOf } from './small-context.ts';

const points = [
  { id: 'L0', wrong: 0.02, serviceNs: 800, energyJ: 8, levels: [0], gates: [null] },
  { id: 'L0-g1', wrong: 0.025, serviceNs: 600, energyJ: 6, levels: [0], gates: [0.1], gated: true },
  { id: 'L0-g2', wrong: 0.06, serviceNs: 300, energyJ: 3, levels: [0], gates: [0.2], gated: true },
];

describe('the multiply-skipping threshold', () => {
  it('is the fastest that loses no more than it may, and faster the more it may lose', () => {
    const chosen = (accuracyLoss: number) => {
      const context = contextOf(points);
      return context.options[made('skip-multiply', context, { accuracyLoss }).always!]!;
    };
    let beforeNs = Number.POSITIVE_INFINITY;
    for (const loss of [0.005, 0.01, 0.03, 0.05, 0.1]) {
      const option = chosen(loss);
      expect(0.98 - option.validationAccuracy).toBeLessThanOrEqual(loss + 1e-12);
      expect(option.meanServiceNs).toBeLessThanOrEqual(beforeNs);
      beforeNs = option.meanServiceNs;
    }
    expect(beforeNs).toBe(300);
  });

  it('says so where skipping is slower than multiplying, and where every threshold loses too much', () => {
    const slow = points.map((o) => (o.gated ? { ...o, serviceNs: 1600 } : o));
    expect(made('skip-multiply', contextOf(slow)).note).toMatch(/0\.50 times as fast as L0/);
    expect(made('skip-multiply', contextOf(points), { accuracyLoss: 0 }).note).toMatch(/acts as best-static/);
  });
});
