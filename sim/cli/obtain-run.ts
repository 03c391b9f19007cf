import type { ReportableRun } from '../scenario/make-report.ts';
import { cacheFolder } from './cache-folder.ts';
import { commit } from './commit.ts';
import type { CliContext } from './context.ts';
import { untilInterrupted } from './interrupt.ts';
import { progressBar } from './progress-bar.ts';
import { findRun, readRun, saveRun } from './saved-runs.ts';
import { version } from './version.ts';

/** A scenario is named by its file; anything else names a saved run. */
const isScenario = (name: string): boolean => /\.ya?ml$/.test(name);

/**
 * The run of a command: a saved one, or the scenario run now (and saved).
 * @param name file of a scenario, a saved run's JSON file, the start of a result hash, or `latest`
 */
export async function obtainRun(
  context: CliContext,
  name: string,
  cache: string | undefined,
  threads: number | undefined,
): Promise<ReportableRun> {
  const folder = cacheFolder(cache, context.cwd);
  if (!isScenario(name)) {
    const run = await readRun(await findRun(name, folder, context.cwd));
    return {
      run,
      scenario: async () => {
        const { sameScenario } = await import('../scenario/same-scenario.ts');
        return sameScenario(run, context.cwd);
      },
      spent: null,
    };
  }
  const { openScenario } = await import('../scenario/open-scenario.ts');
  const { runScenario } = await import('../scenario/run-scenario.ts');
  const scenario = await openScenario(name, context.cwd);
  const bar = progressBar(context.stderr);
  const before = process.cpuUsage();
  const startedMs = performance.now();
  const { report } = await untilInterrupted(
    context.stderr,
    bar,
    `sparsewatt run ${scenario.file}`,
    (signal) =>
      runScenario(scenario, {
        signal,
        version: version(),
        commit: commit(),
        threads,
        cacheFolder: cache === undefined ? undefined : folder,
        onWarning: (message) => context.stderr.write(`warning: ${message}\n`),
        onProgress: (label, done, total) =>
          bar.update(label, done, total, label === 'simulating' ? 'cells' : 'evaluations'),
      }),
  );
  bar.clear();
  const used = process.cpuUsage(before);
  const spent = { cpuS: (used.user + used.system) / 1e6, wallS: (performance.now() - startedMs) / 1e3 };
  await saveRun(folder, report).catch((error: Error) =>
    context.stderr.write(`warning: the run could not be saved: ${error.message}\n`),
  );
  return { run: report, scenario: async () => scenario, spent };
}
