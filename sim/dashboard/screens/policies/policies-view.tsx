import type { ReactNode } from 'react';
import type { DashboardState } from '../../state/state.ts';
import { selectedCell, visiblePolicies } from '../../state/visible-rows.ts';
import type { Field } from '../../table/column.ts';
import { Table } from '../../table/table.tsx';
import { bodyHeight, tableHeight } from '../../terminal/frame-layout.ts';
import { Details } from '../../widgets/details.tsx';
import { Lines } from '../../widgets/lines.tsx';
import { targetDetails } from '../targets/target-details.ts';
import { targetRow } from '../targets/target-row.ts';
import { compareColumns } from './compare-columns.ts';
import { compareDetails } from './compare-details.ts';
import { comparedPolicies } from './compared-policies.ts';
import { matrixLines } from './matrix-lines.ts';
import type { PolicyView } from './policies-state.ts';
import { policyColumns } from './policy-columns.ts';
import { policyDetails } from './policy-details.ts';
import { isCompared } from './policy-row.ts';
import { regretLines } from './regret-lines.ts';
import { scatterLines } from './scatter-lines.ts';

interface ViewProps {
  readonly state: DashboardState;
}

function PolicyTable({ state }: ViewProps): ReactNode {
  const { rows, selected } = visiblePolicies(state);
  const { columns: width } = state.viewport;
  const row = rows[selected];
  return (
    <>
      <Table
        columns={policyColumns(isCompared(state, selectedCell(state)))}
        rows={rows}
        rowKey={(one) => one.row}
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
        viewport={state.viewport}
      />
    </>
  );
}

function Comparison({ state }: ViewProps): ReactNode {
  const { rows, selected } = comparedPolicies(state);
  return (
    <>
      <Table
        columns={compareColumns}
        rows={rows}
        rowKey={({ result }) => result.policy}
        selected={selected}
        view={state.policies.comparison}
        width={state.viewport.columns}
        height={tableHeight(state.viewport)}
      />
      <Details lines={compareDetails(state)} viewport={state.viewport} />
    </>
  );
}

type LinesOf = (state: DashboardState, width: number, height: number) => readonly (readonly Field[])[];

const drawn: Readonly<Partial<Record<PolicyView, LinesOf>>> = {
  matrix: matrixLines,
  scatter: scatterLines,
  regret: regretLines,
};

/** The policies of the selected cell, in the view that is chosen. */
export function PoliciesView({ state }: ViewProps): ReactNode {
  const { view } = state.policies;
  const linesOf = drawn[view];
  if (linesOf) {
    const height = bodyHeight(state.viewport);
    return <Lines lines={linesOf(state, state.viewport.columns, height)} height={height} />;
  }
  return view === 'compare' ? <Comparison state={state} /> : <PolicyTable state={state} />;
}
