import type { DashboardState } from '../../state/state.ts';
import { bodyHeight } from '../../terminal/frame-layout.ts';
import { summaryShown } from './summary-lines.ts';

/** Lines of a pane: what its titles and the summary leave. */
export function energyPaneHeight(state: DashboardState): number {
  return Math.max(1, bodyHeight(state.viewport) - 1 - summaryShown(state).length);
}
