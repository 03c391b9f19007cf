import { runScenario } from '../../scenario/run-scenario.ts';
import type { Answer } from '../answer.ts';

/** Runs the scenario on its threads, telling of every part when it is done. */
export const answerRun: Answer<'run'> = async (context, { anew }, { signal, onPart }) => {
  const { settings, threads } = context;
  if (anew) context.forget();
  const scenario = await context.scenario();
  const options = {
    signal,
    version: settings.version,
    commit: settings.commit,
    seed: settings.seed,
    targets: settings.targets,
    threads,
    cacheFolder: settings.cacheFolder,
  };
  const { report, prepared } = await runScenario(scenario, {
    ...options,
    onPrepared: (ready) => context.keepPrepared(ready),
    onWarning: (message) => onPart({ kind: 'warning', message }),
    onProgress: (label, done, total) => onPart({ kind: 'progress', label, done, total }),
    onCells: (place, answers) =>
      onPart({
        kind: 'cells',
        place,
        cells: answers.map(({ cell, results }) => ({ cell, results })),
      }),
  });
  context.keepPrepared(prepared);
  return report;
};
