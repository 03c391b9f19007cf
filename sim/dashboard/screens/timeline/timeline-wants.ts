import { recordingWants } from '../../state/selected-run.ts';
import type { DashboardState } from '../../state/state.ts';
import type { Want } from '../../state/wants.ts';
import { viewOf } from './view-of.ts';

/** Events that are read at once: stepping through them asks for nothing. */
const mostEvents = 500;
/** Moving and zooming on asks for nothing. */
const settleMs = 150;

/** The recording, and the part of it that is shown where that is not there yet. */
export function timelineWants(state: DashboardState): readonly Want[] {
  const view = viewOf(state);
  if (!view || view.isCurrent) return recordingWants(state);
  const { run, fromNs, columns, binNs, cursorNs } = view;
  const toNs = fromNs + binNs * columns;
  // While it plays the cursor moves on before any answer could come.
  const aroundNs = state.playback.isPlaying ? fromNs + (toNs - fromNs) / 2 : cursorNs;
  return [
    ...recordingWants(state),
    {
      slot: 'window',
      key: `${run.key} ${fromNs} ${binNs} ${columns} ${aroundNs}`,
      question: { run: run.ref, window: { fromNs, toNs, bins: columns, aroundNs, most: mostEvents } },
      settleMs,
    },
  ];
}

/** The trace that is being written is wanted whatever is shown. */
export function traceWants({ timeline }: DashboardState): readonly Want[] {
  const { trace } = timeline;
  return trace ? [{ slot: 'trace', key: trace.key, question: { run: trace.run } }] : [];
}
