import type { Action } from '../../keys/keymap.ts';
import { actOnPlayback } from '../../state/act-on-playback.ts';
import { clamp } from '../../state/clamp.ts';
import { selectedRun } from '../../state/selected-run.ts';
import type { DashboardState } from '../../state/state.ts';
import { eventAt } from './event-at.ts';
import { movedTo } from './moved-to.ts';
import { zoomed } from './time-range.ts';
import type { TimelineState } from './timeline-state.ts';
import { type TimelineViewModel, viewOf } from './view-of.ts';

/** One press: a window four times as long or as short. */
const zoomFactor = 4;

/** The state after a key on the timeline; null: it means nothing special there. */
export function actOnTimeline(state: DashboardState, action: Action): DashboardState | null {
  // A trace is made of the run, not of what is recorded of it here.
  if (action === 'write-trace') return traced(state);
  const view = viewOf(state);
  if (!view) return actOnPlayback(state, action);
  const { cursorNs, spanNs, endNs } = view;
  switch (action) {
    case 'step':
      return stepped(state, view, 1);
    case 'step-back':
      return stepped(state, view, -1);
    case 'zoom-in':
      return look(state, zoomed(view, cursorNs, 1 / zoomFactor, endNs));
    case 'zoom-out':
      return look(state, zoomed(view, cursorNs, zoomFactor, endNs));
    case 'later':
      return movedTo(state, cursorNs + spanNs / 10, endNs);
    case 'earlier':
      return movedTo(state, cursorNs - spanNs / 10, endNs);
    case 'page-down':
      return paged(state, view, 1);
    case 'page-up':
      return paged(state, view, -1);
    case 'first':
      return movedTo(state, 0, endNs);
    case 'last':
      return movedTo(state, endNs, endNs);
    case 'down':
      return look(state, { unit: clamp(view.unit + 1, 0, view.series.lanes.length - 1) });
    case 'up':
      return look(state, { unit: clamp(view.unit - 1, 0, view.series.lanes.length - 1) });
    case 'open':
      return zoomedToEvent(state, view);
    case 'go-to':
      return { ...state, prompt: { kind: 'time', label: 'go to ', text: '' } };
    default:
      return actOnPlayback(state, action);
  }
}

function look(state: DashboardState, change: Partial<TimelineState>): DashboardState {
  return { ...state, timeline: { ...state.timeline, ...change } };
}

/** The cursor goes to the start of the next event of its lane, or to the start of this one or the one before. */
function stepped(state: DashboardState, view: TimelineViewModel, by: 1 | -1): DashboardState {
  const { window, unit, cursorNs, endNs } = view;
  const event = window && eventAt(window, unit, cursorNs);
  if (!event || !window) return { ...state, playback: { ...state.playback, isPlaying: false } };
  if (by > 0) return movedTo(state, event.toNs, endNs);
  if (event.fromNs < cursorNs) return movedTo(state, event.fromNs, endNs);
  const before = eventAt(window, unit, cursorNs - 1);
  // Of an event that is not read yet the end is known, as this one's start.
  return movedTo(state, before && before.fromNs < cursorNs ? before.fromNs : cursorNs - 1, endNs);
}

function paged(state: DashboardState, view: TimelineViewModel, by: number): DashboardState {
  const { fromNs, spanNs, cursorNs, endNs } = view;
  return look(movedTo(state, cursorNs + by * spanNs, endNs), { fromNs: fromNs + by * spanNs, spanNs });
}

/** The event under the cursor takes half of the window. */
function zoomedToEvent(state: DashboardState, view: TimelineViewModel): DashboardState {
  const event = view.window && eventAt(view.window, view.unit, view.cursorNs);
  if (!event) return state;
  const lengthNs = event.toNs - event.fromNs;
  const range = { fromNs: Math.floor(event.fromNs - lengthNs / 2), spanNs: Math.ceil(2 * lengthNs) };
  return look(movedTo(state, event.fromNs, view.endNs), range);
}

function traced(state: DashboardState): DashboardState {
  const { timeline } = state;
  const run = selectedRun(state);
  if (timeline.trace || !run) return state;
  const tracesAsked = timeline.tracesAsked + 1;
  return look(state, {
    tracesAsked,
    trace: { run: run.ref, key: `${run.key}, ${tracesAsked}` },
    note: { text: '… writing the trace', tone: 'unsure' },
  });
}
