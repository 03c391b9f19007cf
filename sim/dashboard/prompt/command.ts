import type { DashboardState } from '../state/state.ts';

/** Something that can be typed after `:`. */
export interface Command {
  readonly name: string;
  /** What follows the name, as shown; absent: nothing does. */
  readonly argument?: string;
  readonly help: string;
  /** What the argument can be; absent: free text. */
  readonly choices?: (state: DashboardState) => readonly string[];
  /** The state after it; a text says why it cannot be done. */
  readonly run: (state: DashboardState, argument: string) => DashboardState | string;
}
