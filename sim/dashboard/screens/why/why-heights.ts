import type { DashboardState } from '../../state/state.ts';
import { bodyHeight, detailLines } from '../../terminal/frame-layout.ts';
import { whyAbout } from './why-about.ts';

/** Lines of a pane: what the line of its titles leaves. */
export function whyPaneHeight(state: DashboardState): number {
  return Math.max(1, bodyHeight(state.viewport) - 1);
}

/** Rows of a pane's table: what is said of the whole stands above its titles, of the selected row below. */
export function whyTableHeight(state: DashboardState): number {
  return Math.max(1, whyPaneHeight(state) - whyAbout(state).length - 1 - detailLines(state.viewport));
}
