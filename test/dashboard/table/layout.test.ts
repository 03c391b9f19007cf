import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { policyColumns } from '../../../sim/dashboard/screens/policies/policy-columns.ts';
import { policyRows } from '../../../sim/dashboard/screens/policies/policy-row.ts';
import { targetColumns } from '../../../sim/dashboard/screens/targets/target-columns.ts';
import { targetRow } from '../../../sim/dashboard/screens/targets/target-row.ts';
import { initialState } from '../../../sim/dashboard/state/state.ts';
import type { Column } from '../../../sim/dashboard/table/column.ts';
import { fitColumns, offsetShowing } from '../../../sim/dashboard/table/fit-columns.ts';
import { middleTruncate } from '../../../sim/dashboard/table/middle-truncate.ts';
import { nextSortColumn, sortRows } from '../../../sim/dashboard/table/sort-rows.ts';
import { windowStart } from '../../../sim/dashboard/table/window-start.ts';
import { frameHeight, smallest, tableHeight } from '../../../sim/dashboard/terminal/frame-layout.ts';
import { fixtureReport } from '../fixture-report.ts';

const fixed = { seed: 42, numRuns: 300 };
const state = initialState(fixtureReport(), smallest);
const { cells } = state;
const rows = policyRows(state, cells[0]!);
const targetRows = cells.map((cell) => targetRow(cell, cells));

describe('columns', () => {
  it('never exceed the width, and every column comes into view by scrolling', () => {
    for (const compared of [false, true]) {
      const columns = policyColumns(compared);
      const seen = new Set<string>();
      fc.assert(
        fc.property(fc.integer({ min: 60, max: 220 }), fc.nat(30), (width, offset) => {
          const fitted = fitColumns(columns, rows, width, offset);
          const used = fitted.columns.reduce((sum, column) => sum + column.width + 1, 1);
          expect(used).toBeLessThanOrEqual(width);
          expect(fitted.columns.length).toBeGreaterThan(columns.filter((column) => column.pinned).length);
          const first = fitted.columns.find(({ column }) => !column.pinned);
          expect(first!.column.follows).toBeUndefined();
          for (const { column } of fitted.columns) seen.add(column.id);
        }),
        fixed,
      );
      expect(seen.size).toBe(columns.length);
    }
  });

  it('show all five measures of a policy at a width of 80', () => {
    const shown = fitColumns(policyColumns(false), rows, 80, 0).columns.map(({ column }) => column.id);
    expect(shown.slice(-5)).toEqual(['energy', 'p95', 'accuracy', 'misses', 'regret']);
  });

  it('are scrolled just far enough to show the one asked for', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 60, max: 160 }),
        fc.nat(7),
        fc.constantFrom(...targetColumns.map(({ id }) => id)),
        (width, offset, id) => {
          const to = offsetShowing(targetColumns, targetRows, width, offset, id);
          const shown = fitColumns(targetColumns, targetRows, width, to).columns.map(
            ({ column }) => column.id,
          );
          expect(shown).toContain(id);
        },
      ),
      fixed,
    );
  });
});

describe('rows', () => {
  it('are a window of the height that holds the selected one', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 60 }),
        fc.integer({ min: 1, max: 40 }),
        fc.nat(),
        (count, height, pick) => {
          const selected = pick % count;
          const start = windowStart(count, height, selected);
          expect(start).toBeGreaterThanOrEqual(0);
          expect(selected).toBeGreaterThanOrEqual(start);
          expect(selected).toBeLessThan(start + height);
          if (count > height) expect(start).toBeLessThanOrEqual(count - height);
          else expect(start).toBe(0);
        },
      ),
      fixed,
    );
  });

  it('sort to a permutation, nulls last in both directions', () => {
    const column: Column<number | null> = {
      id: 'x',
      title: 'x',
      width: 4,
      align: 'right',
      field: (row) => ({ text: String(row) }),
      order: (row) => row,
    };
    fc.assert(
      fc.property(fc.array(fc.option(fc.integer())), fc.boolean(), (values, reversed) => {
        const sorted = sortRows(values, [column], { column: 'x', reversed });
        const numbers = sorted.filter((value) => value !== null);
        expect(sorted).toHaveLength(values.length);
        expect(sorted.slice(numbers.length).every((value) => value === null)).toBe(true);
        const ordered = [...numbers].sort((a, b) => (reversed ? b - a : a - b));
        expect(numbers).toEqual(ordered);
      }),
      fixed,
    );
  });

  it('are sorted by each column in turn and then as given', () => {
    const columns = policyColumns(false);
    const order: (string | null)[] = [];
    for (
      let column = nextSortColumn(columns, null);
      column !== null;
      column = nextSortColumn(columns, column)
    )
      order.push(column);
    expect(order.slice(0, 5)).toEqual(['energy', 'p95', 'accuracy', 'misses', 'regret']);
  });

  it('have room at the smallest size, and a frame is lower than the terminal', () => {
    expect(tableHeight(smallest)).toBeGreaterThanOrEqual(5);
    expect(frameHeight({ columns: 80, rows: 24 })).toBe(23);
  });
});

describe('names', () => {
  it('are cut in the middle and never longer than asked', () => {
    expect(middleTruncate('server-cpu-xeon-8380', 11)).toBe('serve…-8380');
    fc.assert(
      fc.property(fc.string(), fc.nat(30), (text, width) => {
        const cut = [...middleTruncate(text, width)];
        expect(cut.length).toBe(Math.min([...text].length, width));
      }),
      fixed,
    );
  });
});
