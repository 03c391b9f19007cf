import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Action } from '../../../../sim/dashboard/keys/keymap.ts';
import { assessed } from '../../../../sim/dashboard/screens/energy/assessed.ts';
import { energyPaneHeight } from '../../../../sim/dashboard/screens/energy/energy-pane-height.ts';
import { energyText } from '../../../../sim/dashboard/screens/energy/energy-text.ts';
import { type EnergyNode, energyTree } from '../../../../sim/dashboard/screens/energy/energy-tree.ts';
import { sensitivityLines } from '../../../../sim/dashboard/screens/energy/sensitivity-lines.ts';
import { shownNodes } from '../../../../sim/dashboard/screens/energy/shown-nodes.ts';
import {
  summaryLines,
  summaryShown,
  writtenLine,
} from '../../../../sim/dashboard/screens/energy/summary-lines.ts';
import { tornadoBar } from '../../../../sim/dashboard/screens/energy/tornado-bar.ts';
import { visibleZones } from '../../../../sim/dashboard/screens/energy/zone-rows.ts';
import { reduce } from '../../../../sim/dashboard/state/reduce.ts';
import { type DashboardState, initialState } from '../../../../sim/dashboard/state/state.ts';
import type { Want } from '../../../../sim/dashboard/state/wants.ts';
import { wantsOf as allWantsOf } from '../../../../sim/dashboard/state/wants-of.ts';
import { fixtureReport } from '../../fixture-report.ts';
import { answered } from '../fixture-answers.ts';

const report = fixtureReport();
const start = answered({ ...initialState(report, { columns: 100, rows: 30 }), screen: 'energy' });
const press = (state: DashboardState, ...actions: Action[]) =>
  actions.reduce((at, action) => reduce(at, { type: 'action', action }), state);
/** All but that the scenario's file is looked after. */
const wantsOf = (state: DashboardState): readonly Want[] =>
  allWantsOf(state).filter(({ slot }) => slot !== 'scenario');
const textOf = (lines: readonly (readonly { text: string }[])[]) =>
  lines.map((fields) => fields.map(({ text }) => text).join(''));
const near = (a: number, b: number) => expect(Math.abs(a - b)).toBeLessThanOrEqual(1e-12 * Math.abs(b));

describe('the breakdown', () => {
  const ledgers = fc.array(
    fc.record({
      unit: fc.constantFrom('mcu', 'gpu', 'host'),
      cause: fc.constantFrom('compute', 'memory', 'idle', 'wake'),
      joules: fc.double({ min: 0, max: 1e4, noNaN: true }),
    }),
    { minLength: 1, maxLength: 12 },
  );

  it('adds up at every node, to the energy of the row', () => {
    fc.assert(
      fc.property(ledgers, fc.double({ min: 1e-6, max: 10, noNaN: true }), (ledger, energyPerInferenceJ) => {
        const tree = energyTree({ ...report.results[0]!, ledger, energyPerInferenceJ });
        const totalJ = ledger.reduce((sum, { joules }) => sum + joules, 0);
        if (totalJ === 0) return expect(tree).toBeNull();
        near(tree!.joules, totalJ);
        near(tree!.perInferenceJ, energyPerInferenceJ);
        const check = (node: EnergyNode): void => {
          if (node.parts.length === 0) return;
          for (const key of ['joules', 'perInferenceJ', 'share'] as const)
            near(
              node.parts.reduce((sum, part) => sum + part[key], 0),
              node[key],
            );
          node.parts.forEach(check);
        };
        check(tree!);
      }),
      { seed: 5, numRuns: 100 },
    );
  });

  it('hides the parts of a node and shows them again, and keeps the node selected', () => {
    const { rows } = shownNodes(start);
    expect(rows.map(({ label }) => label)).toEqual(['all of it', 'all units', 'compute', 'idle']);
    const closed = press(start, 'down', 'open');
    expect(shownNodes(closed).rows.map(({ label }) => label)).toEqual(['all of it', 'all units']);
    expect(shownNodes(closed).selected).toBe(1);
    expect(shownNodes(press(closed, 'open')).rows).toEqual(rows);
    expect(shownNodes(press(start, 'open')).rows).toHaveLength(1);
  });

  it('is written in joules, watt-hours and grams of the same energy', () => {
    expect(energyText(3600, 'J', null)).toBe('3.60 kJ');
    expect(energyText(3600, 'Wh', null)).toBe('1.00 Wh');
    expect(energyText(3_600_000, 'gCO2e', 342)).toBe('342 gCO2e');
    expect(energyText(1, 'gCO2e', null)).toBe('–');
    const units = ['J', 'Wh', 'gCO2e', 'J'].map((_, times) =>
      press(start, ...Array.from({ length: times }, () => 'energy-unit' as const)),
    );
    expect(units.map(({ energy }) => energy.unit)).toEqual(['J', 'Wh', 'gCO2e', 'J']);
  });
});

describe('the grid', () => {
  const there = answered(press(start, 'next-pane'));

  it('changes carbon by a multiplication: any zone shows what assessing it there would say', () => {
    const { rows } = visibleZones(there);
    expect(rows).toHaveLength(8);
    for (const row of rows) {
      const chosen = answered({ ...there, energy: { ...there.energy, grid: row } });
      const { before, after } = assessed(chosen);
      if (after)
        near(
          (row.perInferenceG! - before!.row.embodied!.value) / row.gPerKwh,
          after.row.operational.value / after.grid.gCO2ePerKwh,
        );
    }
    const own = rows.find(({ isOfRun }) => isOfRun)!;
    expect(own.key).toBe('FR 2025');
    near(own.ratio!, 1);
  });

  it('chosen from the list stands beside that of the run, and x goes back', () => {
    expect(visibleZones(there).rows[visibleZones(there).selected]!.key).toBe('FR 2025');
    const chosen = answered(press(there, 'first', 'open'));
    expect(chosen.energy.grid).toEqual({ zone: 'DE', year: 2025 });
    const [before, after] = textOf(summaryLines(chosen));
    expect(before).toContain('FR 2025');
    expect(after).toMatch(/instead +−\d.*DE 2025/);
    const back = press(chosen, 'own-grid');
    expect(back.energy.grid).toBeNull();
    expect(textOf(summaryLines(answered(back)))[1]).toMatch(/per inference .* per 1,000$/);
  });

  it('is filtered by what is typed, whatever pane was shown', () => {
    const typed = reduce(press(start, 'filter'), { type: 'typed', text: 'cal 2024' });
    const shown = answered(reduce(typed, { type: 'edited', edit: 'submit' }));
    expect(visibleZones(shown).rows.map(({ key }) => key)).toEqual(['US-CAL-CISO 2024']);
    expect(answered(press(shown, 'open')).energy.grid).toEqual({ zone: 'US-CAL-CISO', year: 2024 });
  });

  it('is asked for once: coming back to the pane asks nothing', () => {
    expect(wantsOf(there)).toEqual([]);
    expect(wantsOf(press(there, 'previous-pane', 'next-pane'))).toEqual([]);
    expect(wantsOf(press(there, 'next-policy')).map(({ slot }) => slot)).toEqual(['assess']);
  });
});

describe('the summary', () => {
  it.each([60, 80, 120, 200])('is said whole at %i columns, and the panes have the rest', (columns) => {
    const sized = reduce(start, { type: 'resized', viewport: { columns, rows: 16 } });
    for (const state of [sized, answered(press(sized, 'next-pane', 'first', 'open'))]) {
      const shown = textOf(summaryShown(state));
      for (const line of shown) expect([...line].length).toBeLessThanOrEqual(columns);
      const said = (texts: readonly string[]) => texts.join(' ').replace(/\s+/g, ' ');
      expect(said(shown).trim()).toBe(said(textOf(summaryLines(state))).trim());
      expect(energyPaneHeight(state) + shown.length + 1).toBe(12);
    }
  });
});

describe('the tornado', () => {
  it('has bars that fill their width, hold the axis and grow with the swing', () => {
    fc.assert(
      fc.property(
        fc.double({ min: 0, max: 1, noNaN: true }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        fc.integer({ min: 1, max: 80 }),
        (a, b, c, width) => {
          const bar = tornadoBar([a, b], c, { least: 0, most: 1 }, width);
          for (const part of Object.values(bar)) expect(part).toBeGreaterThanOrEqual(0);
          expect(bar.before + bar.left + 1 + bar.right + bar.after).toBe(width);
          const wider = tornadoBar([Math.min(a, b) / 2, Math.max(a, b)], c, { least: 0, most: 1 }, width);
          expect(wider.left).toBeGreaterThanOrEqual(bar.left);
          expect(wider.before + wider.left).toBe(bar.before + bar.left);
        },
      ),
      { seed: 11, numRuns: 200 },
    );
  });

  it('keeps its ranges whole on the smallest terminal', () => {
    for (const width of [60, 80, 120]) {
      const lines = textOf(sensitivityLines(assessed(start).before!, width, 'block'));
      for (const line of lines) expect([...line].length).toBeLessThanOrEqual(width);
      expect(lines.filter((line) => /^(use|making) .* to [\d.]+ .?g$/.test(line))).toHaveLength(2);
    }
  });

  it('says that making was not assessed where no source says what it emits', () => {
    const lines = (state: DashboardState) =>
      textOf(sensitivityLines(assessed(answered(state)).before!, 80, 'ascii')).join('\n');
    expect(lines(start)).toContain('making');
    expect(lines(start)).not.toContain('not assessed');
    const mcu = start.cells.find(({ cell }) => cell.target === 'nucleo-u575zi-q')!;
    expect(lines({ ...start, selectedCell: mcu.id })).toContain('not assessed');
  });
});

describe('a report', () => {
  it('is wanted until it is written, on every screen, and its path is shown', () => {
    const asked = press(start, 'write-report', 'overview');
    expect(wantsOf(asked).map(({ slot }) => slot)).toContain('report');
    expect(textOf([writtenLine(asked)])[0]).toContain('writing');
    const done = answered(asked);
    expect(done.energy.writing).toBeNull();
    expect(textOf([writtenLine(done)])[0]).toBe('✓ report-fixture: report.md, report.html');
    expect(wantsOf(done).filter(({ slot }) => slot === 'report')).toEqual([]);
  });

  it('is of the grid that was chosen, and says why there is none', () => {
    const chosen = { ...start, energy: { ...start.energy, grid: { zone: 'SE', year: 2024 } } };
    const asked = press(chosen, 'write-report');
    const want = wantsOf(asked).find(({ slot }) => slot === 'report')!;
    expect(want.question).toMatchObject({ grid: { zone: 'SE', year: 2024 } });
    const { slot, key } = want;
    const waiting = reduce(asked, { type: 'asked', slot, key });
    const failed = reduce(waiting, { type: 'failed', slot, key, problem: 'EACCES' });
    expect(textOf([writtenLine(failed)])[0]).toContain('no report: EACCES');
    expect(wantsOf(failed).filter((one) => one.slot === 'report')).toEqual([]);
    const live = { ...start, live: { label: 'simulating', done: 1, total: 2, sinceS: 0 } };
    expect(textOf([writtenLine(press(live, 'write-report'))])[0]).toContain('still running');
  });
});
