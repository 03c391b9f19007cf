import { moveCell } from '../../state/move-cell.ts';
import { visibleTargets } from '../../state/visible-rows.ts';
import { actOnTable } from '../../table/act-on-table.ts';
import { clickedRow } from '../../table/clicked-row.ts';
import type { Screen } from '../screen.ts';
import { targetColumns } from './target-columns.ts';
import { targetDetails } from './target-details.ts';

/** One row per target, runtime and load. */
export const targetsScreen: Screen = {
  title: 'Targets',
  spoken: (state) => {
    const { rows, selected } = visibleTargets(state);
    const row = rows[selected];
    if (!row) return ['no target holds all these words'];
    const { cell } = row.state;
    const place = `Row ${selected + 1} of ${rows.length}: ${cell.target}, ${cell.runtime}, load ${cell.denseLoad}`;
    return [place, ...targetDetails(row)];
  },
  clicked: (state, line) => {
    const { rows, selected } = visibleTargets(state);
    const by = clickedRow(line, rows.length, selected, state.viewport);
    return by === null ? state : moveCell(state, by);
  },
  act: (state, action) => {
    if (action === 'open') return { ...state, screen: 'policies' };
    return actOnTable(state, action, {
      columns: targetColumns,
      rows: visibleTargets(state).rows,
      view: state.views.targets,
      move: (by) => moveCell(state, by),
      withView: (view) => ({ ...state, views: { ...state.views, targets: view } }),
    });
  },
};
