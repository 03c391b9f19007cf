import { describe, expect, it } from 'vitest';
import { screenIds } from '../../../sim/dashboard/screens/screen-id.ts';
import { tabs } from '../../../sim/dashboard/screens/tabs.ts';
import { reduce } from '../../../sim/dashboard/state/reduce.ts';
import { type DashboardState, initialState } from '../../../sim/dashboard/state/state.ts';
import { fixtureReport } from '../fixture-report.ts';
import { drawDashboard } from '../render-frame.ts';

const start = initialState(fixtureReport(), { columns: 80, rows: 24 });
const click = (state: DashboardState, column: number, row: number) =>
  reduce(state, { type: 'mouse', event: { kind: 'click', column, row } });

describe('the mouse', () => {
  it('chooses the tab that it is on, and none beside them', () => {
    for (const screen of screenIds)
      for (const [at, { from, to }] of tabs(screen).entries())
        for (const column of [from, to - 1])
          expect(click({ ...start, screen }, column, 0).screen).toBe(screenIds[at]);
    expect(click(start, 0, 0)).toBe(start);
  });

  it('selects the row that is drawn where it clicked, on every line', async () => {
    const drawn = drawDashboard({ columns: 100, rows: 24 });
    await drawn.press('2jjjjjjjjjjjj');
    for (let row = 0; row < 24; row++) {
      const line = drawn.frame().split('\n')[row] ?? '';
      const state = click(drawn.store.getState(), 5, row);
      const [target, runtime, load] = state.selectedCell.split('/');
      if (row > 2 && / (vendor|sparsewatt)/.test(line)) {
        expect(line).toContain(target);
        expect(line).toContain(runtime);
        expect(line).toContain(` ${load} `);
      } else expect(state.selectedCell).toBe(drawn.store.getState().selectedCell);
    }
    drawn.close();
  });

  it('moves by its wheel', () => {
    const wheel = { type: 'mouse', event: { kind: 'wheel-down', column: 1, row: 5 } } as const;
    const there = reduce({ ...start, screen: 'targets' }, wheel);
    expect(there.selectedCell).toBe(start.cells[1]!.id);
  });
});
