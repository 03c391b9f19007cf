import type { Action } from '../keys/keymap.ts';
import type { DashboardState } from '../state/state.ts';
import type { Want } from '../state/wants.ts';

/**
 * What a screen does; how it looks is its view (`screen-views.tsx`), which imports Ink, and Ink reads the environment
 * when it is imported.
 */
export interface Screen {
  readonly title: string;
  /**
   * The state after an action while this screen is shown; null: the action means nothing special here. A screen without
   * cells is never asked.
   */
  readonly act?: (state: DashboardState, action: Action) => DashboardState | null;
  /** What a screen reader is given: what is selected, in whole sentences, without columns and plots. */
  readonly spoken?: (state: DashboardState) => readonly string[];
  /** The state after a click on one of its lines, from 0. */
  readonly clicked?: (state: DashboardState, line: number, column: number) => DashboardState;
  /** The state after a prompt of the screen's own kind was submitted. */
  readonly entered?: (state: DashboardState, kind: string, text: string) => DashboardState;
  /** Questions that this screen wants answered while it is shown. */
  readonly wants?: (state: DashboardState) => readonly Want[];
}
