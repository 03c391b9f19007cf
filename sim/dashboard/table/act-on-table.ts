import type { Action } from '../keys/keymap.ts';
import { rowsMoved } from '../keys/rows-moved.ts';
import type { DashboardState, TableView } from '../state/state.ts';
import { tableHeight } from '../terminal/frame-layout.ts';
import type { Column } from './column.ts';
import { fitColumns, offsetShowing } from './fit-columns.ts';
import { nextSortColumn } from './sort-rows.ts';

/** A table of a screen, as far as keys are concerned. */
export interface ActiveTable<Row> {
  readonly columns: readonly Column<Row>[];
  readonly rows: readonly Row[];
  readonly view: TableView;
  /** The state with the row selected that is so many rows further down, or the last one before. */
  readonly move: (by: number) => DashboardState;
  readonly withView: (view: TableView) => DashboardState;
}

/** The state after an action on a table: moving, sorting, scrolling columns; null: not an action on tables. */
export function actOnTable<Row>(
  state: DashboardState,
  action: Action,
  table: ActiveTable<Row>,
): DashboardState | null {
  const { columns, rows, view, move, withView } = table;
  const { columns: width } = state.viewport;
  const by = rowsMoved(action, tableHeight(state.viewport));
  if (by !== null) return move(by);
  switch (action) {
    case 'columns-right':
      if (!fitColumns(columns, rows, width, view.offset).hiddenRight) return state;
      return withView({ ...view, offset: view.offset + 1 });
    case 'columns-left':
      return withView({ ...view, offset: Math.max(0, view.offset - 1) });
    case 'sort': {
      const column = nextSortColumn(columns, view.column);
      const offset = column === null ? 0 : offsetShowing(columns, rows, width, view.offset, column);
      return withView({ column, reversed: false, offset });
    }
    case 'reverse':
      return withView({ ...view, reversed: !view.reversed });
    default:
      return null;
  }
}
