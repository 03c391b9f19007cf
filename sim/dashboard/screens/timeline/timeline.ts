import { parseSimTime } from '../../recorded/parse-sim-time.ts';
import type { Screen } from '../screen.ts';
import { actOnTimeline } from './act-on-timeline.ts';
import { eventLines } from './event-lines.ts';
import { movedTo } from './moved-to.ts';
import { timelineLines } from './timeline-lines.ts';
import { timelineWants } from './timeline-wants.ts';
import { labelWidth, viewOf } from './view-of.ts';

/** What the units do in a recorded run, event by event. */
export const timelineScreen: Screen = {
  title: 'Timeline',
  act: actOnTimeline,
  wants: timelineWants,
  clicked: (state, _row, column) => {
    const view = viewOf(state);
    if (!view || column < labelWidth) return state;
    return movedTo(state, view.fromNs + (column - labelWidth) * view.binNs, view.endNs);
  },
  entered: (state, kind, text) => {
    const view = viewOf(state);
    if (kind !== 'time' || !view) return state;
    const atNs = parseSimTime(text);
    if (atNs !== null && atNs <= view.endNs)
      return movedTo({ ...state, timeline: { ...state.timeline, note: null } }, atNs, view.endNs);
    const range = `0 to ${view.endNs / 1e9} s`;
    const problem =
      atNs === null
        ? `"${text}" is no time; give seconds, h:mm:ss or 12 ms`
        : `"${text}" is not in the run: ${range}`;
    return { ...state, timeline: { ...state.timeline, note: { text: `✗ ${problem}`, tone: 'bad' } } };
  },
  spoken: (state) => {
    const view = viewOf(state);
    const lines = timelineLines(state);
    const status = lines[0]!.map(({ text }) => text).join('');
    const { note } = state.timeline;
    return [status, ...(view ? eventLines(view).map(({ text }) => text) : []), ...(note ? [note.text] : [])];
  },
};
