import type { RunReport } from '../report/run-report.ts';
import { choosePolicies } from '../scenario/choose-policies.ts';
import { openScenario } from '../scenario/open-scenario.ts';
import { isPolicyFile, prepareOwnPolicy } from '../scenario/own-policy/prepare-own-policy.ts';
import { runScenario } from '../scenario/run-scenario.ts';
import { cacheFolder } from './cache-folder.ts';
import { commit } from './commit.ts';
import type { CliContext } from './context.ts';
import { untilInterrupted } from './interrupt.ts';
import { progressBar } from './progress-bar.ts';
import { saveRun } from './saved-runs.ts';
import { version } from './version.ts';

/** What of the flags of `sparsewatt run` changes a run, or how it is made. */
export interface RunSettings {
  readonly seed?: number | undefined;
  readonly threads?: number | undefined;
  readonly target?: readonly string[] | undefined;
  readonly policy?: readonly string[] | undefined;
  readonly set?: readonly string[] | undefined;
  readonly measure?: boolean;
  readonly backend?: 'gpujs' | undefined;
  readonly cache?: string | undefined;
  /** False leaves out the live check: for a run that repeats one that was checked. */
  readonly live?: boolean;
}

/**
 * Runs a scenario with a progress bar and saves it.
 * @param name scenario; the main example where none is named @param folder for the JavaScript of own policies
 * @returns the document, and the file it was saved as, or null where that failed (a warning says so)
 */
export async function runAndSave(
  context: CliContext,
  settings: RunSettings,
  name: string | undefined,
  folder: string,
): Promise<{ readonly report: RunReport; readonly saved: string | null }> {
  const { policy = [], set = [], cache } = settings;
  const prepared = await Promise.all(
    policy.filter(isPolicyFile).map((file) => prepareOwnPolicy(file, context.cwd, folder)),
  );
  const add = policy.filter((word) => !isPolicyFile(word));
  const opened = await openScenario(name, context.cwd);
  const { scenario, own } = choosePolicies(opened, { add, set, own: prepared });
  const bar = progressBar(context.stderr);
  const warn = (message: string) => {
    bar.clear();
    context.stderr.write(`warning: ${message}\n`);
  };
  const again = `sparsewatt run ${scenario.file}`;
  const { report } = await untilInterrupted(context.stderr, bar, again, (signal) =>
    runScenario(scenario, {
      signal,
      version: version(),
      commit: commit(),
      seed: settings.seed,
      targets: settings.target,
      ...(own.length > 0 ? { own } : {}),
      policyFlags: [...policy.map((word) => `--policy ${word}`), ...set.map((word) => `--set ${word}`)],
      threads: settings.threads,
      cacheFolder: cache === undefined ? undefined : cacheFolder(cache, context.cwd),
      force: settings.measure === true,
      gpujs: settings.backend === 'gpujs',
      ...(settings.live === undefined ? {} : { live: settings.live }),
      onWarning: warn,
      onProgress: (label, done, total) =>
        bar.update(label, done, total, label === 'simulating' ? 'cells' : 'evaluations'),
    }),
  );
  bar.clear();
  const saved = await saveRun(cacheFolder(cache, context.cwd), report).catch((error: Error) => {
    warn(`the run could not be saved for dash and report: ${error.message}`);
    return null;
  });
  return { report, saved };
}
