import { actOnPlayback } from '../../state/act-on-playback.ts';
import { moveCell } from '../../state/move-cell.ts';
import { visibleTargets } from '../../state/visible-rows.ts';
import { actOnTable } from '../../table/act-on-table.ts';
import { clickedRow } from '../../table/clicked-row.ts';
import { tableHeight } from '../../terminal/frame-layout.ts';
import type { Screen } from '../screen.ts';
import { actOnUnits } from './act-on-units.ts';
import { liveColumns } from './live-columns.ts';
import { targetColumns } from './target-columns.ts';
import { targetDetails } from './target-details.ts';
import { targetsWants } from './targets-wants.ts';
import { unitLines } from './unit-lines.ts';

/** One row per target, runtime and load. */
export const targetsScreen: Screen = {
  title: 'Targets',
  wants: targetsWants,
  spoken: (state) => {
    if (state.units !== null)
      return unitLines(state, 0).map((line) => line.map(({ text }) => text.trim()).join(' '));
    const { rows, selected } = visibleTargets(state);
    const row = rows[selected];
    if (!row) return ['no target holds all these words'];
    const { cell } = row.state;
    const place = `Row ${selected + 1} of ${rows.length}: ${cell.target}, ${cell.runtime}, load ${cell.denseLoad}`;
    const live = liveColumns
      .filter(({ id }) => id !== 'strip')
      .map((column) => `${column.title} ${column.field(row).text}`);
    return [place, ...targetDetails(row), ...(row.live ? [`Recorded run: ${live.join(', ')}`] : [])];
  },
  clicked: (state, line) => {
    if (state.units !== null) return state;
    const { rows, selected } = visibleTargets(state);
    const by = clickedRow(line, rows.length, selected, tableHeight(state.viewport));
    return by === null ? state : moveCell(state, by);
  },
  act: (state, action) => {
    if (state.units !== null) return actOnUnits(state, action) ?? actOnPlayback(state, action);
    if (action === 'open') return { ...state, units: 0 };
    const played = actOnPlayback(state, action);
    if (played) return played;
    return actOnTable(state, action, {
      columns: targetColumns,
      rows: visibleTargets(state).rows,
      view: state.views.targets,
      move: (by) => moveCell(state, by),
      withView: (view) => ({ ...state, views: { ...state.views, targets: view } }),
    });
  },
};
