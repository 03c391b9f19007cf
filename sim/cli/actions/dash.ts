import type { RunReport } from '../../report/run-report.ts';
import { renderText } from '../../report/text/render-text.ts';
import { openResimulation } from '../../scenario/open-resimulation.ts';
import { openScenario } from '../../scenario/open-scenario.ts';
import { type PreparedRun, prepareRun } from '../../scenario/prepare-run.ts';
import { runScenario } from '../../scenario/run-scenario.ts';
import { cacheFolder } from '../cache-folder.ts';
import { CommandError } from '../command-error.ts';
import type { CliContext } from '../context.ts';
import { exitCode } from '../exit-code.ts';
import { untilInterrupted } from '../interrupt.ts';
import { progressBar } from '../progress-bar.ts';
import { findRun, latestRun, readRun, saveRun } from '../saved-runs.ts';
import { version } from '../version.ts';

export interface DashFlags {
  readonly seed?: number;
  readonly threads?: number;
  readonly target?: readonly string[];
  readonly cache?: string;
}

/** A run to show, and the way to its tables. */
interface Opened {
  readonly report: RunReport;
  prepared(): Promise<PreparedRun>;
}

async function fresh(context: CliContext, flags: DashFlags, name: string | undefined): Promise<Opened> {
  const scenario = await openScenario(name, context.cwd);
  const bar = progressBar(context.stderr);
  const { report, prepared } = await untilInterrupted(
    context.stderr,
    bar,
    `sparsewatt dash ${scenario.file}`,
    (signal) =>
      runScenario(scenario, {
        signal,
        version: version(),
        seed: flags.seed,
        targets: flags.target,
        threads: flags.threads,
        cacheFolder: flags.cache === undefined ? undefined : cacheFolder(flags.cache, context.cwd),
        onWarning: (message) => context.stderr.write(`warning: ${message}\n`),
        onProgress: (label, done, total) => bar.update(label, done, total, 'steps'),
      }),
  );
  await saveRun(cacheFolder(flags.cache, context.cwd), report).catch(() => null);
  return { report, prepared: async () => prepared };
}

async function saved(context: CliContext, flags: DashFlags, file: string): Promise<Opened> {
  const report = await readRun(file);
  return {
    report,
    prepared: async () => {
      const scenario = await openScenario(report.scenario.file, context.cwd);
      if (scenario.hash !== report.scenario.hash)
        throw new CommandError(
          exitCode.invalidInput,
          'E_SCENARIO_CHANGED',
          `${scenario.file} has changed since this run was saved`,
          `run it again: sparsewatt dash ${scenario.file}`,
        );
      return prepareRun(scenario, {
        seed: report.seed,
        threads: flags.threads,
        cacheFolder: flags.cache === undefined ? undefined : cacheFolder(flags.cache, context.cwd),
        live: false,
      });
    },
  };
}

async function open(context: CliContext, flags: DashFlags, name: string | undefined): Promise<Opened> {
  const cache = cacheFolder(flags.cache, context.cwd);
  const isRun =
    name !== undefined && (name === 'latest' || name.endsWith('.json') || /^[0-9a-f]{4,64}$/.test(name));
  if (isRun) return saved(context, flags, await findRun(name, cache, context.cwd));
  const asIs = name === undefined && flags.seed === undefined && flags.target === undefined;
  const latest = asIs ? await latestRun(cache) : null;
  return latest ? saved(context, flags, latest) : fresh(context, flags, name);
}

/** Opens the dashboard; without a terminal prints the table instead. */
export async function dash(this: CliContext, flags: DashFlags, name?: string): Promise<void> {
  const { report, prepared } = await open(this, flags, name);
  if (!this.interactive) {
    const next = 'sparsewatt dash    on a terminal opens the dashboard';
    this.stdout.write(`${renderText(report, { full: false, colour: false, next })}\n`);
    return;
  }
  const { openDashboard } = await import('../../dashboard/open-dashboard.ts');
  const again = openResimulation(prepared, report);
  try {
    const left = await openDashboard({
      report,
      resimulate: (key, change, signal) => again.cell(key, change, signal),
    });
    if (left === 'interrupted') throw new DOMException('interrupted', 'AbortError');
  } finally {
    await again.close();
  }
}
