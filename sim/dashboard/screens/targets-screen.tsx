import type { ReactNode } from 'react';
import { tableHeight } from '../frame-layout.ts';
import type { DashboardState } from '../state.ts';
import { targetColumns } from '../target-columns.ts';
import { targetDetails } from '../target-details.ts';
import { visibleTargets } from '../visible-rows.ts';
import { Details } from '../widgets/details.tsx';
import { Table } from '../widgets/table.tsx';

/** One row per target, runtime and load. */
export function TargetsScreen({ state }: { readonly state: DashboardState }): ReactNode {
  const { rows, selected } = visibleTargets(state);
  const width = state.viewport.columns;
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
      <Details lines={targetDetails(rows[selected]!)} width={width} />
    </>
  );
}
