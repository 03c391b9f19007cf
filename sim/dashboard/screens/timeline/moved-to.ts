import { clamp } from '../../state/clamp.ts';
import type { DashboardState } from '../../state/state.ts';

/** The state with the cursor at a time, and still. */
export function movedTo(state: DashboardState, atNs: number, endNs: number): DashboardState {
  const playback = { ...state.playback, atNs: clamp(Math.round(atNs), 0, endNs), isPlaying: false };
  return { ...state, playback };
}
