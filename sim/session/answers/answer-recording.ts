import { randomUUID } from 'node:crypto';
import { BroadcastChannel } from 'node:worker_threads';
import type { Recording } from '../../scenario/record/recording.ts';
import type { RunSeries } from '../../scenario/record/run-series.ts';
import type { Answer } from '../answer.ts';
import { recordingTaskOf } from '../recording-task-of.ts';

/** What is there sooner is worth no parts. */
const firstPartMs = 300;

/** Parts are told of recordings that take long. @throws RangeError when there is no such cell; what the run is refused for */
export const answerRecording: Answer<'recording'> = async (context, { run, bins }, { signal, onPart }) => {
  const partsTo = `recording ${randomUUID()}`;
  const task = await recordingTaskOf(context, run, { kind: 'recording', bins, partsTo });
  const channel = new BroadcastChannel(partsTo);
  let isLong = false;
  let last: RunSeries | null = null;
  channel.onmessage = (message) => {
    last = (message as { readonly data: RunSeries }).data;
    if (isLong) onPart(last);
  };
  const timer = setTimeout(() => {
    isLong = true;
    if (last) onPart(last);
  }, firstPartMs);
  try {
    return (await context.recording.run(task, signal)) as Recording;
  } finally {
    clearTimeout(timer);
    channel.close();
  }
};
