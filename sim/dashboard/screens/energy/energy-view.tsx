import type { ReactNode } from 'react';
import type { DashboardState } from '../../state/state.ts';
import { answerOf } from '../../state/wants.ts';
import type { Field } from '../../table/column.ts';
import { Table } from '../../table/table.tsx';
import { Lines } from '../../widgets/lines.tsx';
import { paneLine } from '../pane-line.ts';
import { scrolledLines } from '../scrolled-lines.ts';
import { assumedAssessment, gramsPerKwh } from './assessed.ts';
import { energyPaneHeight } from './energy-pane-height.ts';
import { energyPanes } from './energy-state.ts';
import { nodeColumns } from './node-columns.ts';
import { sensitivityLines } from './sensitivity-lines.ts';
import { shownNodes } from './shown-nodes.ts';
import { summaryShown, writtenLine } from './summary-lines.ts';
import { zoneColumns } from './zone-columns.ts';
import { visibleZones, zonesOf } from './zone-rows.ts';

const waiting = (text: string): readonly (readonly Field[])[] => [[{ text: `… ${text}`, tone: 'unsure' }]];

/** The last line of a pane: what was written, else what the pane has to say. */
function lastLine(state: DashboardState, otherwise: string): readonly (readonly Field[])[] {
  const written = writtenLine(state);
  return [written.length > 0 ? written : [{ text: otherwise, tone: 'quiet' }]];
}

function Breakdown({
  state,
  height,
}: {
  readonly state: DashboardState;
  readonly height: number;
}): ReactNode {
  const { rows, selected } = shownNodes(state);
  const assessment = assumedAssessment(state);
  const gPerKwh = assessment && gramsPerKwh(assessment);
  const { unit, collapsed, zones } = state.energy;
  const row = assessment?.row;
  const about = row
    ? `${row.inferences} inferences in ${row.durationS.toFixed(0)} s simulated; energy at the ${row.energyBoundary}`
    : '';
  return (
    <>
      <Table
        columns={nodeColumns(unit, gPerKwh, collapsed, state.look.plot)}
        rows={rows}
        rowKey={({ id }) => id}
        selected={selected}
        view={{ ...zones, column: null, offset: 0 }}
        width={state.viewport.columns}
        height={Math.max(1, height - 2)}
      />
      <Lines lines={lastLine(state, about)} height={1} />
    </>
  );
}

function Zones({ state, height }: { readonly state: DashboardState; readonly height: number }): ReactNode {
  const zones = zonesOf(state);
  if (!zones) {
    const problem = answerOf(state.answers, 'zones', 'zones')?.problem;
    return <Lines lines={waiting(problem ?? 'reading the zones')} height={height} />;
  }
  const { rows, selected } = visibleZones(state);
  const about = rows.length === 0 ? 'no zone holds all these words; Esc shows all' : zones.attribution;
  return (
    <>
      <Table
        columns={zoneColumns}
        rows={rows}
        rowKey={({ key }) => key}
        selected={selected}
        view={state.energy.zones}
        width={state.viewport.columns}
        height={Math.max(1, height - 2)}
      />
      <Lines lines={lastLine(state, about)} height={1} />
    </>
  );
}

function Sensitivity({
  state,
  height,
}: {
  readonly state: DashboardState;
  readonly height: number;
}): ReactNode {
  const assessment = assumedAssessment(state);
  if (!assessment) return <Lines lines={waiting('not assessed yet')} height={height} />;
  const lines = sensitivityLines(assessment, state.viewport.columns, state.look.plot);
  const { scroll } = state.energy;
  const room = Math.max(1, height - 1);
  return (
    <>
      <Lines lines={scrolledLines(lines, scroll, room)} height={room} />
      <Lines lines={lastLine(state, '')} height={1} />
    </>
  );
}

const panes = { breakdown: Breakdown, grid: Zones, sensitivity: Sensitivity };

/** Where the energy of the selected policy goes and what it emits: one pane under what an inference emits. */
export function EnergyView({ state }: { readonly state: DashboardState }): ReactNode {
  const { pane } = state.energy;
  const Pane = panes[pane];
  const lines = [paneLine('energy', energyPanes, pane, state.viewport.columns), ...summaryShown(state)];
  return (
    <>
      <Lines lines={lines} height={lines.length} />
      <Pane state={state} height={energyPaneHeight(state)} />
    </>
  );
}
