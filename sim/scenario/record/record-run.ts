import { intensityAt } from '../simulate/intensity-profile.ts';
import type { WatchableRun } from './describe-event.ts';
import type { OpenedRecording } from './open-recording.ts';
import type { Recording } from './recording.ts';
import { RunRecorder } from './run-recorder.ts';
import type { RunSeries } from './run-series.ts';

/** Parts that are told while a run is recorded. */
const parts = 20;

/** What is recorded of an opened run. */
export interface RecordableRun extends Pick<OpenedRecording, 'memories'> {
  readonly run: WatchableRun;
}

/**
 * Simulates a run once and records it.
 * @param bins of the horizon
 * @param onPart told some twenty times, in the same turn of the event loop, what there is so far
 */
export function recordRun(
  { run, memories }: RecordableRun,
  bins: number,
  onPart?: (series: RunSeries) => void,
): Recording {
  const { system, trace } = run;
  const recorder: RunRecorder = new RunRecorder(system, trace, {
    bins,
    every: onPart && { ns: trace.horizonNs / parts, tell: () => onPart(recorder.series()) },
  });
  const done = run.run({ observer: recorder });
  recorder.close(done.endNs);
  const series = recorder.series();
  const { intensity, gridIntensityGPerKwh } = system;
  const middle = (bin: number) => Math.min(series.toNs, (bin + 0.5) * series.binNs);
  const known = intensity !== undefined || gridIntensityGPerKwh > 0;
  return {
    series,
    deadlineNs: system.deadlineNs,
    totals: {
      requests: done.requests,
      done: done.done,
      missed: done.missed,
      dropped: done.dropped,
      correct: done.correct,
      energyJ: done.energyJ,
      endNs: done.endNs,
    },
    intensityGPerKwh: known
      ? series.done.map((_, bin) => (intensity ? intensityAt(intensity, middle(bin)) : gridIntensityGPerKwh))
      : null,
    memories,
    heat: done.heat ?? null,
  };
}
