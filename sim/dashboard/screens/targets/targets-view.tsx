import type { ReactNode } from 'react';
import type { DashboardState } from '../../state/state.ts';
import { visibleTargets } from '../../state/visible-rows.ts';
import { Table } from '../../table/table.tsx';
import { bodyHeight, tableHeight } from '../../terminal/frame-layout.ts';
import { Details } from '../../widgets/details.tsx';
import { Lines } from '../../widgets/lines.tsx';
import { scrolledLines } from '../scrolled-lines.ts';
import { targetColumns } from './target-columns.ts';
import { targetDetails } from './target-details.ts';
import { unitsShown } from './unit-lines.ts';

/** One row per target, runtime and load. */
export function TargetsView({ state }: { readonly state: DashboardState }): ReactNode {
  if (state.units !== null) {
    const lines = unitsShown(state);
    const height = bodyHeight(state.viewport);
    return (
      <Lines
        lines={scrolledLines(lines, state.units, height)}
        width={state.viewport.columns}
        height={height}
      />
    );
  }
  const { rows, selected } = visibleTargets(state);
  const width = state.viewport.columns;
  const row = rows[selected];
  return (
    <>
      <Table
        columns={targetColumns}
        rows={rows}
        rowKey={(row) => row.state.id}
        selected={selected}
        view={state.views.targets}
        width={width}
        height={tableHeight(state.viewport)}
      />
      <Details
        lines={row ? targetDetails(row) : ['no target holds all these words; Esc shows all']}
        viewport={state.viewport}
      />
    </>
  );
}
