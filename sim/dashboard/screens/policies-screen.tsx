import type { ReactNode } from 'react';
import { tableHeight } from '../frame-layout.ts';
import { policyColumns } from '../policy-columns.ts';
import { policyDetails } from '../policy-details.ts';
import type { DashboardState } from '../state.ts';
import { targetDetails } from '../target-details.ts';
import { targetRow } from '../target-row.ts';
import { selectedCell, visiblePolicies } from '../visible-rows.ts';
import { Details } from '../widgets/details.tsx';
import { Table } from '../widgets/table.tsx';

/** The policies of the selected cell. */
export function PoliciesScreen({ state }: { readonly state: DashboardState }): ReactNode {
  const { rows, selected } = visiblePolicies(state);
  const width = state.viewport.columns;
  const row = rows[selected];
  return (
    <>
      <Table
        columns={policyColumns(selectedCell(state).previous !== null)}
        rows={rows}
        rowKey={({ result }) => result.policy}
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
