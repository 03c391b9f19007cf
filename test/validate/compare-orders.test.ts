import { describe, expect, it } from 'vitest';
import { neuromorphicLatencyModel } from '../../sim/calibration/neuromorphic/latency-model.ts';
import { renderOrders } from '../../sim/report/text/render-orders.ts';
import { compareOrders } from '../../sim/validate/compare-orders.ts';
import type { EvaluatedGroup } from '../../sim/validate/evaluated-group.ts';
import { runRow } from '../calibration/neuromorphic/run-row.ts';

const measuredMs = [0.5, 1.3, 2.4, 3.3];
const rows = measuredMs.map((latencyMs, i) => runRow({ series: 'table' }, { id: `row${i}`, latencyMs }));
const published = {
  schemaVersion: 1 as const,
  comparisons: [
    { id: 'table', title: 'Four devices', quantities: ['latency' as const], rows: rows.map(({ id }) => id) },
  ],
  claims: [{ claim: 'ten times faster', source: 'a paper', whyNot: 'nothing was counted' }],
};

/** Groups in which the rows are predicted to be so; null: not at all. */
const groupsOf = (predicted: readonly (number | null)[], group: EvaluatedGroup['group'] = 'new-series') => [
  {
    model: neuromorphicLatencyModel,
    group,
    scored: rows.flatMap((row, i) => {
      const central = predicted[i] ?? null;
      if (central === null) return [];
      return [
        {
          row,
          group,
          measured: row.latencyMs!,
          predicted: { low: central, central, high: central },
          baselines: new Map(),
          weight: 1,
        },
      ];
    }),
  },
];
const compare = (predicted: readonly (number | null)[], group?: EvaluatedGroup['group']) =>
  compareOrders(published, rows, groupsOf(predicted, group))[0]!;

describe('the order of devices in a published comparison', () => {
  it('is right whatever rising function the predictions are, and wrong in every pair where they fall', () => {
    for (const rising of [Math.sqrt, Math.exp, (x: number) => 7 * x])
      expect(compare(measuredMs.map(rising)).pairs).toEqual({ right: 6, of: 6 });
    const falling = compare(measuredMs.map((x) => 1 / x));
    expect(falling.pairs).toEqual({ right: 0, of: 6 });
    expect(falling.wrong).toHaveLength(6);
    for (const { measuredRatio } of falling.wrong) expect(measuredRatio).toBeGreaterThan(1);
  });

  it('is wrong where two are predicted alike, and not compared where one is not predicted', () => {
    expect(compare([1, 1, 2, 3]).pairs).toEqual({ right: 5, of: 6 });
    const part = compare([1, 2, 3, null]);
    expect(part.pairs).toEqual({ right: 3, of: 3 });
    expect(part.whyNot).toBe('not predicted');
  });

  it('is decided by pairs whose intervals do not meet, which are fewer the wider the intervals are', () => {
    const widened = (factor: number) => {
      const groups = groupsOf(measuredMs).map((one) => ({
        ...one,
        scored: one.scored.map((row) => ({
          ...row,
          predicted: {
            low: row.measured / factor,
            central: row.measured,
            high: row.measured * factor,
          },
        })),
      }));
      return compareOrders(published, rows, groups)[0]!.decided;
    };
    const counts = [1, 1.3, 2, 4].map((factor) => widened(factor));
    expect(counts.map(({ of }) => of)).toEqual([6, 5, 2, 0]);
    for (const { right, of } of counts) expect(right).toBe(of);
  });

  it('takes no prediction of a fit that had seen the series', () => {
    expect(compare(measuredMs, 'same-chip').pairs).toEqual({ right: 0, of: 0 });
  });

  it('refuses a comparison of rows that are not there', () => {
    expect(() => compareOrders(published, rows.slice(1), [])).toThrow(/table names row0.*name a row/);
  });

  it('is printed with what was predicted, and with what was not', () => {
    const orders = compareOrders(published, rows, groupsOf([1, 2, 4, 3]));
    const lines = renderOrders({ orders, claims: published.claims } as unknown as Parameters<
      typeof renderOrders
    >[0]);
    const text = lines.join('\n');
    expect(text).toContain('5 of 6 pairs in the measured order;');
    expect(text).toContain('do not meet, 5 of 6.');
    expect(text).toContain('wrong: table latency: row3 was measured 1.38 times row2');
    expect(text).toContain('row0 0.5 (1) < row1 1.3 (2)');
    expect(text).toContain('not predicted: ten times faster (a paper): nothing was counted');
  });
});
