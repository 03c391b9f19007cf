import { BroadcastChannel } from 'node:worker_threads';
import { openPieceFile } from '../../report/trace/piece-file.ts';
import { decisionLog } from '../explain/decision-log.ts';
import { explainRequest } from '../explain/explain-request.ts';
import { renderExplanation } from '../explain/render-explanation.ts';
import { RecentMap } from '../warm/recent-map.ts';
import { describeActivity } from './describe-activity.ts';
import { describeUnits } from './describe-units.ts';
import { type OpenedRecording, openRecording } from './open-recording.ts';
import { recordRun } from './record-run.ts';
import type { RecordingAnswer, RecordingTask, RecordingWish, TraceFile } from './recording-task.ts';
import { windowOf } from './window-of.ts';
import { writeRunTrace } from './write-run-trace.ts';

/** Opened runs that a thread keeps: a run and the one looked at before it, some megabytes each. */
const mostKept = 2;
const kept = new RecentMap<Promise<OpenedRecording>>(mostKept);

/** @throws what `openRecording` and `explainRequest` throw, and the file system's errors */
export async function runRecordingTask(task: RecordingTask): Promise<RecordingAnswer> {
  const opened = await openKept(task);
  const { wish } = task;
  switch (wish.kind) {
    case 'recording':
      return record(opened, wish);
    case 'window':
      return windowOf(opened.run, wish);
    case 'decisions':
      return decisionLog(opened.run);
    case 'explanation': {
      const { run } = opened;
      return renderExplanation(explainRequest(run, task.name.policy, wish.request), run.optionIds);
    }
    case 'units':
      return describeUnits(opened);
    case 'activity':
      return describeActivity(opened, task.input, wish.cacheFolder);
    case 'trace':
      return writeTrace(opened, wish);
  }
}

function openKept({ input, name, scenarioFile, key }: RecordingTask): Promise<OpenedRecording> {
  const known = kept.get(key);
  if (known) return known;
  const opened = openRecording(input, name, scenarioFile);
  kept.set(key, opened);
  opened.catch(() => kept.delete(key));
  return opened;
}

function record(opened: OpenedRecording, { bins, partsTo }: RecordingWish & { kind: 'recording' }) {
  if (partsTo === null) return recordRun(opened, bins);
  const channel = new BroadcastChannel(partsTo);
  try {
    return recordRun(opened, bins, (series) => channel.postMessage(series));
  } finally {
    channel.close();
  }
}

function writeTrace(
  { run }: OpenedRecording,
  { file, title, about }: RecordingWish & { kind: 'trace' },
): TraceFile {
  const out = openPieceFile(`${file}.json`);
  try {
    const { done, fromNs, toNs } = writeRunTrace(run, { title, about, fromNs: 0, toNs: null }, (piece) =>
      out.write(piece),
    );
    for (let number = 1; ; number++) {
      const name = number === 1 ? `${file}.json` : `${file}-${number}.json`;
      if (out.finishAs(name)) return { file: name, bytes: out.bytes, fromNs, toNs, endNs: done.endNs };
    }
  } finally {
    out.discard();
  }
}
