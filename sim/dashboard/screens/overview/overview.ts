import { rowsMoved } from '../../keys/rows-moved.ts';
import { actOnPlayback } from '../../state/act-on-playback.ts';
import { playheadNs } from '../../state/playback.ts';
import { recordedOf, recordingWants, selectedRun } from '../../state/selected-run.ts';
import type { DashboardState } from '../../state/state.ts';
import { bodyHeight } from '../../terminal/frame-layout.ts';
import type { Screen } from '../screen.ts';
import { scrolledOverview } from './overview-layout.ts';
import { aboutLines, conclusionLines, progressLine } from './overview-lines.ts';
import { playbackLines } from './playback-lines.ts';

/** As narrow as has no bars: lines are not cut when they are spoken. */
const spokenWidth = 60;

/** What the run is, how far it is, what it says as a whole; and one recorded run, to be played. */
export const overviewScreen: Screen = {
  title: 'Overview',
  spoken: (state) => [
    ...[...aboutLines(state), progressLine(state), ...conclusionLines(state)].map(({ text }) => text),
    ...spokenPlayback(state),
  ],
  wants: recordingWants,
  act: (state, action) => {
    switch (action) {
      case 'open':
        return { ...state, screen: 'targets' };
      case 'step':
        return steppedBins(state, 1);
      case 'step-back':
        return steppedBins(state, -1);
      default: {
        const by = rowsMoved(action, bodyHeight(state.viewport) - 1);
        return by === null ? actOnPlayback(state, action) : scrolledOverview(state, by);
      }
    }
  },
};

/** Pauses at the edge of a bin that comes next in a direction. */
function steppedBins(state: DashboardState, by: 1 | -1): DashboardState {
  const run = selectedRun(state);
  const series = run && recordedOf(state, run)?.series;
  if (!series) return state;
  const { binNs, toNs } = series;
  const at = playheadNs(state.playback, toNs) / binNs;
  const edge = by > 0 ? Math.floor(at) + 1 : Math.ceil(at) - 1;
  const atNs = Math.max(0, Math.min(toNs, edge * binNs));
  return { ...state, playback: { ...state.playback, atNs, isPlaying: false } };
}

/** The lines without strips. */
function spokenPlayback(state: DashboardState): readonly string[] {
  if (state.cells.length === 0) return [];
  return playbackLines(state, spokenWidth, 1)
    .filter((line) => !line.some(({ text }) => text === '│'))
    .map((line) => line.map(({ text }) => text).join(''));
}
