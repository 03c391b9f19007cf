import { describe, expect, it } from 'vitest';
import { heldOutPlot } from '../../../sim/report/formats/plots/held-out-plot.ts';
import { heldOutOf } from '../../../sim/report/green/held-out-of.ts';
import { evaluateAll } from '../../../sim/validate/evaluate-all.ts';
import { heldOutRows, heldOutText, loadHeldOut } from '../../../sim/validate/held-out-rows.ts';
import { greenSample } from '../green-sample.ts';

describe('held-out rows', () => {
  it('are what the evaluation finds now, of chips that were wholly held out', async () => {
    const { groups } = await evaluateAll('server-cpu');
    const now = heldOutRows(groups);
    expect(now.length).toBeGreaterThan(20);
    // Groups whose fits had seen other rows of the same chip are there, and stay out.
    expect(groups.some(({ group }) => group === 'anchored')).toBe(true);
    const stored = (await loadHeldOut()).filter((row) => row.class === 'server-cpu');
    expect(heldOutText(stored)).toBe(heldOutText(now));
  });

  it('come with the chips of a target, those of the units of a system included, each once', async () => {
    const rows = await heldOutOf(['nucleo-u575zi-q', 'mcu-wakes-orin', 'no-such-board']);
    expect(new Set(rows.map(({ device }) => device))).toEqual(
      new Set(['nucleo-u575zi-q', 'jetson-agx-orin']),
    );
    expect(new Set(rows.map(({ row, quantity }) => `${row} ${quantity}`)).size).toBe(rows.length);
    expect(rows.find(({ device }) => device === 'nucleo-u575zi-q')!.targets).toEqual([
      'nucleo-u575zi-q',
      'mcu-wakes-orin',
    ]);
    const { measured, unit } = rows.find(({ quantity }) => quantity === 'latency')!;
    expect(unit).toBe('s');
    expect(measured).toBeLessThan(1);
  });

  it('are drawn with their number, and targets without any are named', async () => {
    const report = await greenSample();
    const plot = heldOutPlot(report)!;
    expect(plot.table.rows.reduce((sum, row) => sum + Number(row[2]), 0)).toBe(report.heldOut.length);
    expect(heldOutPlot({ ...report, heldOut: [] })).toBeNull();
    const [claim] = report.claims;
    const other = { ...report, claims: [...report.claims, { ...claim!, target: 'unmeasured' }] };
    expect(heldOutPlot(other)!.caption).toContain('No published measurement: unmeasured.');
  });
});
