import type { Action } from '../keys/keymap.ts';
import { afterTick, faster, togglePlaying } from './playback.ts';
import { recordedOf, selectedRun } from './selected-run.ts';
import type { DashboardState } from './state.ts';

/** How far the run that is looked at is recorded, ns, and whether that is its end; null: it is not. */
function extentOf(state: DashboardState): { readonly endNs: number; readonly isWhole: boolean } | null {
  const run = selectedRun(state);
  const recorded = run && recordedOf(state, run);
  return recorded && { endNs: recorded.series.toNs, isWhole: recorded.whole !== null };
}

/** The state after a key of the playback; null: not one of them. */
export function actOnPlayback(state: DashboardState, action: Action): DashboardState | null {
  const { playback } = state;
  const extent = extentOf(state);
  switch (action) {
    case 'play':
      return extent ? { ...state, playback: togglePlaying(playback, extent.endNs) } : state;
    case 'faster':
      return { ...state, playback: faster(playback, 1) };
    case 'slower':
      return { ...state, playback: faster(playback, -1) };
    default:
      return null;
  }
}

const playedOn = new Set(['overview', 'targets', 'timeline']);

/** Whether simulated time passes: nothing is drawn anew for it otherwise. */
export function isPlaying(state: DashboardState): boolean {
  return (
    state.playback.isPlaying && state.exit === null && playedOn.has(state.screen) && extentOf(state) !== null
  );
}

/** The state after so many ms of real time. */
export function withTick(state: DashboardState, ms: number): DashboardState {
  const extent = isPlaying(state) ? extentOf(state) : null;
  if (!extent) return state;
  return { ...state, playback: afterTick(state.playback, ms, extent.endNs, extent.isWhole) };
}
