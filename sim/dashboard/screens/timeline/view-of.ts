import type { RunSeries, RunWindow } from '../../../session/questions.ts';
import { playheadNs } from '../../state/playback.ts';
import type { SelectedRun } from '../../state/run-in.ts';
import { recordedOf, selectedRun } from '../../state/selected-run.ts';
import type { DashboardState } from '../../state/state.ts';
import { knowsAt } from './event-at.ts';
import { holding, type TimeRange } from './time-range.ts';

/** Characters before a lane. */
export const labelWidth = 10;

/** What the timeline shows. */
export interface TimelineViewModel extends TimeRange {
  readonly run: SelectedRun;
  readonly series: RunSeries;
  readonly deadlineNs: number | null;
  readonly endNs: number;
  readonly cursorNs: number;
  readonly unit: number;
  /** Characters of a lane, each of `binNs`. */
  readonly columns: number;
  readonly binNs: number;
  /** Of the same run; not always of what is shown. */
  readonly window: RunWindow | null;
  /** The window is of what is shown, and knows what happens at the cursor. */
  readonly isCurrent: boolean;
}

/** What the timeline shows of a state; null: the run is not recorded. */
export function viewOf(state: DashboardState): TimelineViewModel | null {
  const run = selectedRun(state);
  const recorded = run && recordedOf(state, run);
  if (!run || !recorded) return null;
  const { series, whole } = recorded;
  const { timeline, playback, viewport } = state;
  const endNs = Math.max(1, series.toNs);
  const cursorNs = playheadNs(playback, endNs);
  const asked = { fromNs: timeline.fromNs, spanNs: timeline.spanNs ?? endNs };
  const range = holding(asked, cursorNs, endNs);
  const columns = Math.max(1, viewport.columns - labelWidth);
  const binNs = Math.max(1, Math.ceil(range.spanNs / columns));
  const window = timeline.window?.run === run.key ? timeline.window.window : null;
  const isShown =
    window !== null &&
    window.fromNs === Math.floor(range.fromNs) &&
    window.binNs === binNs &&
    window.lost.length === columns;
  return {
    ...range,
    run,
    series,
    deadlineNs: whole?.deadlineNs ?? null,
    endNs,
    cursorNs,
    unit: Math.min(timeline.unit, series.lanes.length - 1),
    columns,
    binNs,
    window,
    isCurrent: isShown && knowsAt(window, cursorNs),
  };
}
