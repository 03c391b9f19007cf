import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cellTitle } from '../../../sim/dashboard/state/cell-title.ts';
import type { CellSummary } from '../../../sim/report/run-report.ts';
import { fixtureReport } from '../fixture-report.ts';

const [first] = fixtureReport().cells;
const name = fc.stringMatching(/^[a-z0-9.-]{1,30}$/);
const cells = fc
  .record({
    target: name,
    runtime: name,
    estimated: fc.boolean(),
    denseLoad: fc.constantFrom(0.3, 0.5, 1.25),
  })
  .map((drawn): CellSummary => ({ ...first!, ...drawn }));

describe("a cell's title", () => {
  it('is whole where there is room, else gives letters of the runtime and nothing else', () => {
    fc.assert(
      fc.property(cells, fc.integer({ min: 0, max: 90 }), (cell, width) => {
        const whole = cellTitle(cell);
        const short = cellTitle(cell, width);
        const [target, runtime, load] = short.split(' · ');
        expect(target).toBe(cell.target);
        expect(load).toBe(`load ${cell.denseLoad}`);
        const mark = cell.estimated ? ' (est.)' : '';
        expect(runtime!.endsWith(mark)).toBe(true);
        if (whole.length <= width) {
          expect(short).toBe(whole);
          return;
        }
        const named = runtime!.slice(0, runtime!.length - mark.length);
        const [head = '', tail = ''] = named.split('…');
        expect(cell.runtime.startsWith(head)).toBe(true);
        expect(cell.runtime.endsWith(tail)).toBe(true);
        expect([...named].length).toBeGreaterThanOrEqual(Math.min(6, cell.runtime.length));
        // It is as short as was asked, unless the runtime is as short as it gets.
        if ([...named].length > Math.min(6, cell.runtime.length)) expect([...short].length).toBe(width);
      }),
      { seed: 42, numRuns: 300 },
    );
  });
});
