import type { ReactNode } from 'react';
import type { DashboardState } from '../../state/state.ts';
import { bodyHeight } from '../../terminal/frame-layout.ts';
import { Lines } from '../../widgets/lines.tsx';
import { overviewLayout } from './overview-layout.ts';

/** The run as a whole, and one recorded run of it. */
export function OverviewView({ state }: { readonly state: DashboardState }): ReactNode {
  return (
    <Lines lines={overviewLayout(state)} width={state.viewport.columns} height={bodyHeight(state.viewport)} />
  );
}
