import type { RunRef, RunWindow } from '../../../session/questions.ts';
import type { Field } from '../../table/column.ts';

/** How a run's time is looked at. Where one is in it is the playhead of the playback. */
export interface TimelineState {
  /** As asked for: what is shown lies in the run and holds the playhead (`viewOf`). A length of null is the whole run. */
  readonly fromNs: number;
  readonly spanNs: number | null;
  /** Index of the selected lane. */
  readonly unit: number;
  /** The part of a run that came last. */
  readonly window: { readonly run: string; readonly window: RunWindow } | null;
  /** A run whose trace is being written. */
  readonly trace: { readonly run: RunRef; readonly key: string } | null;
  readonly tracesAsked: number;
  /** What came of the last thing that was done beyond looking. */
  readonly note: Field | null;
}

export const initialTimeline: TimelineState = {
  fromNs: 0,
  spanNs: null,
  unit: 0,
  window: null,
  trace: null,
  tracesAsked: 0,
  note: null,
};
