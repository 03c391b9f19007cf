import { describe, expect, it } from 'vitest';
import type { ClassModel } from '../../sim/calibration/class-model.ts';
import type { MeasuredRow } from '../../sim/calibration/measured/measured-row.ts';
import { evaluate } from '../../sim/validate/evaluate.ts';
import { sampleRow } from '../calibration/sample-row.ts';

/** Predicts the mean of the rows that it was fitted to, and the anchor where it has one. */
function meanModel(
  seen: (rows: readonly MeasuredRow[]) => void,
  parts: Partial<ClassModel> = {},
): ClassModel {
  const range = (central: number) => ({ low: central / 2, central, high: central * 2 });
  return {
    targetClass: 'mcu',
    quantity: 'latency',
    holdOuts: ['chip'],
    anchors: false,
    byRuntime: true,
    figures: {},
    size: () => 1,
    baselines: [],
    fit: (rows) => {
      seen(rows);
      const mean = rows.reduce((sum, row) => sum + row.latencyMs!, 0) / rows.length;
      return {
        predict: (row) => (row.network === 'unknown' ? null : range(mean)),
        anchoredBy: ([anchor]) => ({ predict: () => range(anchor!.latencyMs!) }),
      };
    },
    ...parts,
  };
}

describe('evaluation', () => {
  const rows = [
    sampleRow({ chip: 'a', latencyMs: 1 }),
    sampleRow({ chip: 'a', latencyMs: 2, clockMhz: 60 }),
    sampleRow({ chip: 'b', latencyMs: 10 }),
    sampleRow({ chip: 'c', latencyMs: 100, network: 'unknown' }),
    sampleRow({ chip: 'c', latencyMs: 7, use: 'leave-out', reason: 'noisy' }),
  ];

  it('fits once a fold, without what is held out and what is left out, and lists what cannot be predicted', () => {
    const fits: string[][] = [];
    const { byGroup, unpredicted } = evaluate(
      meanModel((used) => fits.push(used.map(({ chip }) => chip))),
      rows,
    );
    expect(fits).toEqual([
      ['b', 'c'],
      ['a', 'a', 'c'],
      ['a', 'a', 'b'],
    ]);
    expect(unpredicted).toEqual([rows[3]]);
    expect([...byGroup.keys()]).toEqual(['family-known']);
    expect(
      byGroup.get('family-known')!.map(({ row, predicted }) => [row.latencyMs, predicted.central]),
    ).toEqual([
      [1, 55],
      [2, 55],
      [10, 103 / 3],
    ]);
  });

  it('scores a way of holding out only for its own groups', () => {
    const byPoint = evaluate(
      meanModel(() => {}, { holdOuts: ['operating-point'] }),
      rows,
    );
    expect([...byPoint.byGroup].map(([group, list]) => [group, list.map(({ row }) => row.chip)])).toEqual([
      ['same-chip', ['a', 'a']],
    ]);
  });

  it('gives every row each other run of its chip as an anchor, which together weigh one', () => {
    const more = [...rows, sampleRow({ chip: 'a', latencyMs: 4 })];
    const { byGroup } = evaluate(
      meanModel(() => {}, { anchors: true }),
      more,
    );
    const anchored = byGroup.get('anchored')!;
    expect(anchored.map(({ row, predicted, weight }) => [row.latencyMs, predicted.central, weight])).toEqual([
      [2, 1, 0.5],
      [4, 1, 0.5],
      [1, 2, 0.5],
      [4, 2, 0.5],
      [1, 4, 0.5],
      [2, 4, 0.5],
    ]);
  });

  it('gives only the anchors that the model would measure for a row', () => {
    const more = [...rows, sampleRow({ chip: 'a', latencyMs: 4, clockMhz: 60 })];
    const { byGroup } = evaluate(
      meanModel(() => {}, { anchors: true, anchorsFor: (row, anchor) => row.clockMhz === anchor.clockMhz }),
      more,
    );
    const anchored = byGroup.get('anchored')!;
    expect(anchored.map(({ row, predicted, weight }) => [row.latencyMs, predicted.central, weight])).toEqual([
      [4, 2, 1],
      [2, 4, 1],
    ]);
  });

  it('calibrates on other classes and scores its own', () => {
    const fits: string[][] = [];
    const { byGroup } = evaluate(
      meanModel((used) => fits.push(used.map(({ targetClass }) => targetClass)), {
        alsoCalibratedOn: ['phone'],
      }),
      [...rows.slice(0, 3), sampleRow({ chip: 'p', targetClass: 'phone', latencyMs: 50 })],
    );
    expect(fits).toEqual([
      ['mcu', 'phone'],
      ['mcu', 'mcu', 'phone'],
    ]);
    expect([...byGroup.values()].flat().map(({ row }) => row.chip)).toEqual(['a', 'a', 'b']);
  });
});
