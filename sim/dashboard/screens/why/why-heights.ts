import type { DashboardState } from '../../state/state.ts';
import { bodyHeight } from '../../terminal/frame-layout.ts';

/** Lines of a pane: what the line of its titles leaves. */
export function whyPaneHeight(state: DashboardState): number {
  return Math.max(1, bodyHeight(state.viewport) - 1);
}

/** Rows of a pane's table: a line stands above its titles and two below its rows. */
export function whyTableHeight(state: DashboardState): number {
  return Math.max(1, whyPaneHeight(state) - 4);
}
