import type { Action } from '../../keys/keymap.ts';
import { rowsMoved } from '../../keys/rows-moved.ts';
import { clamp } from '../../state/clamp.ts';
import { movePolicy } from '../../state/selected-policy.ts';
import type { DashboardState } from '../../state/state.ts';
import { unlessAnswered } from '../../state/unless-answered.ts';
import { actOnTable } from '../../table/act-on-table.ts';
import { clickedRow } from '../../table/clicked-row.ts';
import { paneTabs } from '../pane-tabs.ts';
import type { Screen } from '../screen.ts';
import { stepPane } from '../step-pane.ts';
import { assessWant, assumedAssessment } from './assessed.ts';
import { energyPaneHeight } from './energy-pane-height.ts';
import { type EnergyPane, type EnergyState, energyPanes, energyUnits } from './energy-state.ts';
import { withReportAsked } from './report-writing.ts';
import { sensitivityLines } from './sensitivity-lines.ts';
import { shownNodes } from './shown-nodes.ts';
import { spokenEnergy } from './spoken-energy.ts';
import { summaryShown } from './summary-lines.ts';
import { zoneColumns } from './zone-columns.ts';
import { visibleZones, zonesWant } from './zone-rows.ts';

const panes = Object.keys(energyPanes) as EnergyPane[];

const set = (state: DashboardState, change: Partial<EnergyState>): DashboardState => ({
  ...state,
  energy: { ...state.energy, ...change },
});

function actOnBreakdown(state: DashboardState, action: Action): DashboardState | null {
  const { rows, selected } = shownNodes(state);
  const { collapsed } = state.energy;
  const node = rows[selected];
  if (action === 'open') {
    if (!node || node.parts.length === 0) return state;
    return set(state, {
      node: node.id,
      collapsed: collapsed.includes(node.id)
        ? collapsed.filter((id) => id !== node.id)
        : [...collapsed, node.id],
    });
  }
  // The parts have an order of their own: the largest first.
  if (action === 'sort' || action === 'reverse') return state;
  return actOnTable(state, action, {
    columns: [],
    rows,
    view: state.energy.zones,
    move: (by) => set(state, { node: rows[clamp(selected + by, 0, rows.length - 1)]?.id ?? '' }),
    withView: () => state,
  });
}

function actOnZones(state: DashboardState, action: Action): DashboardState | null {
  const { rows, selected } = visibleZones(state);
  if (action === 'open') {
    const row = rows[selected];
    if (!row) return state;
    const { zone, year, key, isOfRun } = row;
    return set(state, { grid: isOfRun ? null : { zone, year }, zone: key });
  }
  return actOnTable(state, action, {
    columns: zoneColumns,
    rows,
    view: state.energy.zones,
    move: (by) => set(state, { zone: rows[clamp(selected + by, 0, rows.length - 1)]?.key ?? null }),
    withView: (zones) => set(state, { zones }),
  });
}

function actOnSensitivity(state: DashboardState, action: Action): DashboardState | null {
  // The last line is not of the text.
  const height = Math.max(1, energyPaneHeight(state) - 1);
  const assessment = assumedAssessment(state);
  const lines = assessment ? sensitivityLines(assessment, state.viewport.columns, state.look.plot).length : 0;
  const by = rowsMoved(action, height);
  if (by === null) return null;
  return set(state, { scroll: clamp(state.energy.scroll + by, 0, Math.max(0, lines - height)) });
}

function clicked(state: DashboardState, line: number, column: number): DashboardState {
  const { pane } = state.energy;
  const tab = paneTabs(energyPanes, pane).find(({ from, to }) => column >= from && column < to);
  if (line === 0) return tab ? set(state, { pane: tab.pane, scroll: 0 }) : state;
  if (pane === 'sensitivity') return state;
  const { rows, selected } = pane === 'grid' ? visibleZones(state) : shownNodes(state);
  const height = Math.max(1, energyPaneHeight(state) - 2);
  const below = clickedRow(line - 1 - summaryShown(state).length, rows.length, selected, height);
  if (below === null) return state;
  return pane === 'grid'
    ? set(state, { zone: visibleZones(state).rows[selected + below]!.key })
    : set(state, { node: shownNodes(state).rows[selected + below]!.id });
}

const actOnPane = { breakdown: actOnBreakdown, grid: actOnZones, sensitivity: actOnSensitivity };

/** Where the energy of one policy goes, what it emits and under which assumptions. */
export const energyScreen: Screen = {
  title: 'Energy',
  clicked,
  act: (state, action) => {
    const { energy } = state;
    switch (action) {
      case 'next-pane':
        return set(state, { pane: stepPane(panes, energy.pane, 1), scroll: 0 });
      case 'previous-pane':
        return set(state, { pane: stepPane(panes, energy.pane, -1), scroll: 0 });
      case 'next-policy':
        return movePolicy(state, 1);
      case 'previous-policy':
        return movePolicy(state, -1);
      case 'energy-unit':
        return set(state, {
          unit: energyUnits[(energyUnits.indexOf(energy.unit) + 1) % energyUnits.length]!,
        });
      case 'own-grid':
        return set(state, { grid: null, zone: null });
      case 'write-report':
        return withReportAsked(state);
      case 'filter':
        // Only the zones are filtered: typing shows them.
        return {
          ...set(state, { pane: 'grid' }),
          prompt: { kind: 'filter', label: '/', text: state.filters.energy ?? '' },
        };
      default:
        return actOnPane[energy.pane](state, action);
    }
  },
  wants: (state) => {
    const want = assessWant(state);
    return [
      ...(want ? unlessAnswered(state, want) : []),
      ...(state.energy.pane === 'grid' ? unlessAnswered(state, zonesWant) : []),
    ];
  },
  spoken: spokenEnergy,
};
