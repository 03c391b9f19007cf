import { join } from 'node:path';
import { arrivalPaces } from '../../scenario/arrival-paces.ts';
import type { TraceFile } from '../../scenario/record/recording-task.ts';
import type { Answer } from '../answer.ts';
import { recordingTaskOf } from '../recording-task-of.ts';

const inFileName = (text: string) => text.replace(/[^A-Za-z0-9.]+/g, '-').replace(/-+$/, '');

/** Writes the Perfetto trace of a run into the folder of the session, under a name that is free. */
export const answerTrace: Answer<'trace'> = async (context, { run }, { signal }) => {
  const { settings } = context;
  const scenario = await context.scenario();
  const { cell, policy, repetition } = run;
  const load = arrivalPaces(scenario.value.arrivals).values[cell.pace]!;
  const { target, runtime } = cell;
  const name = inFileName(`${scenario.value.name}-${target}-${policy}-${repetition}.trace`);
  const task = await recordingTaskOf(context, run, {
    kind: 'trace',
    file: join(settings.cwd, name),
    title: `${target}, ${runtime}, load ${load}, ${policy}`,
    about: {
      program: `sparsewatt ${settings.version}`,
      scenario: scenario.file,
      scenarioHash: scenario.hash,
      target,
      runtime,
      load,
      policy,
      seed: await context.seed(),
      repetition,
    },
  });
  return (await context.recording.run(task, signal)) as TraceFile;
};
