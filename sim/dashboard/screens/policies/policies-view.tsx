import type { ReactNode } from 'react';
import type { DashboardState } from '../../state/state.ts';
import { selectedCell, visiblePolicies } from '../../state/visible-rows.ts';
import { Table } from '../../table/table.tsx';
import { tableHeight } from '../../terminal/frame-layout.ts';
import { Details } from '../../widgets/details.tsx';
import { targetDetails } from '../targets/target-details.ts';
import { targetRow } from '../targets/target-row.ts';
import { policyColumns } from './policy-columns.ts';
import { policyDetails } from './policy-details.ts';
import { isCompared } from './policy-row.ts';

/** The policies of the selected cell. */
export function PoliciesView({ state }: { readonly state: DashboardState }): ReactNode {
  const { rows, selected } = visiblePolicies(state);
  const width = state.viewport.columns;
  const row = rows[selected];
  return (
    <>
      <Table
        columns={policyColumns(isCompared(state, selectedCell(state)))}
        rows={rows}
        rowKey={({ row }) => row}
        selected={selected}
        view={state.views.policies}
        width={width}
        height={tableHeight(state.viewport)}
      />
      <Details
        lines={
          row
            ? policyDetails(row, state.report.scenario.accuracyFloor)
            : targetDetails(targetRow(selectedCell(state), state.cells))
        }
        width={width}
      />
    </>
  );
}
