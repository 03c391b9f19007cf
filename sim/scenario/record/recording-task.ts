import type { TraceArgs } from '../../engine/trace/chrome-trace.ts';
import type { PointActivity } from '../../targets/neuromorphic/points/point-activity.ts';
import type { DecisionLog } from '../explain/decision-log.ts';
import type { CellInput } from '../simulate/cell-input.ts';
import type { RecordedRunName } from './open-recording.ts';
import type { Recording } from './recording.ts';
import type { RunWindow, WindowAsked } from './run-window.ts';
import type { TargetUnit } from './target-units.ts';

/** What is wanted of a run. */
export type RecordingWish =
  /** @see partsTo name of a broadcast channel that is sent `RunSeries` while the run is recorded */
  | { readonly kind: 'recording'; readonly bins: number; readonly partsTo: string | null }
  | ({ readonly kind: 'window' } & WindowAsked)
  /** What happened to every request. */
  | { readonly kind: 'decisions' }
  /** Why one of them was served as it was, as text. */
  | { readonly kind: 'explanation'; readonly request: number }
  | { readonly kind: 'units' }
  /** @see cacheFolder where tables may be, besides the shipped ones */
  | { readonly kind: 'activity'; readonly cacheFolder: string | undefined }
  | {
      readonly kind: 'trace';
      /** Absolute path without its extension; a number is added where that file exists. */
      readonly file: string;
      readonly title: string;
      readonly about: TraceArgs;
    };

/** A Perfetto trace that was written. */
export interface TraceFile {
  readonly file: string;
  readonly bytes: number;
  readonly fromNs: number;
  readonly toNs: number;
  readonly endNs: number;
}

/** One run of a cell and what is wanted of it. */
export interface RecordingTask {
  readonly input: CellInput;
  readonly name: RecordedRunName;
  /** The scenario's file, for errors. */
  readonly scenarioFile: string;
  /** Tasks of one key are of one run: it is opened once and kept for a while. */
  readonly key: string;
  readonly wish: RecordingWish;
}

export type RecordingAnswer =
  | Recording
  | RunWindow
  | DecisionLog
  | string
  | readonly TargetUnit[]
  | TraceFile
  | PointActivity
  | null;

/** Worker module that runs such tasks, below `dist`. */
export const recordingWorker = 'sim/scenario/record/recording-worker.js';
