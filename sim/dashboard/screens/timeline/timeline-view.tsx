import type { ReactNode } from 'react';
import type { DashboardState } from '../../state/state.ts';
import { bodyHeight } from '../../terminal/frame-layout.ts';
import { Lines } from '../../widgets/lines.tsx';
import { timelineLines } from './timeline-lines.ts';

/** A lane for each unit over simulated time, and the event under the cursor. */
export function TimelineView({ state }: { readonly state: DashboardState }): ReactNode {
  return (
    <Lines lines={timelineLines(state)} width={state.viewport.columns} height={bodyHeight(state.viewport)} />
  );
}
