import type { ThemeName } from '../../dashboard/look/themes.ts';
import type { PlotKind } from '../../dashboard/plot/plot-kind.ts';
import type { RunReport } from '../../report/run-report.ts';
import { onlyTargets } from '../../scenario/only-targets.ts';
import { openScenario } from '../../scenario/open-scenario.ts';
import { startReport } from '../../scenario/start-report.ts';
import { openSession } from '../../session/open-session.ts';
import type { Session } from '../../session/session.ts';
import { defaultThreads } from '../../sweep/pool.ts';
import { atEveryEnd } from '../at-every-end.ts';
import { cacheFolder } from '../cache-folder.ts';
import { CommandError } from '../command-error.ts';
import { commit } from '../commit.ts';
import type { CliContext } from '../context.ts';
import { exitCode } from '../exit-code.ts';
import { untilInterrupted } from '../interrupt.ts';
import { keepHeapSmall } from '../keep-heap-small.ts';
import { progressBar } from '../progress-bar.ts';
import { findRun, latestRun, readRun, saveRun } from '../saved-runs.ts';
import { version } from '../version.ts';

export interface DashFlags {
  readonly seed?: number;
  readonly threads?: number;
  readonly target?: readonly string[];
  readonly cache?: string;
  readonly theme?: ThemeName;
  readonly plot?: PlotKind;
  readonly ascii?: boolean;
  readonly screenReader?: boolean;
  readonly mouse?: boolean;
}

/** File of the saved run that is to be shown; null: a scenario is to be run. */
async function savedRun(
  context: CliContext,
  flags: DashFlags,
  name: string | undefined,
): Promise<string | null> {
  const cache = cacheFolder(flags.cache, context.cwd);
  const isRun =
    name !== undefined && (name === 'latest' || name.endsWith('.json') || /^[0-9a-f]{4,64}$/.test(name));
  if (isRun) return findRun(name, cache, context.cwd);
  const asIs = name === undefined && flags.seed === undefined && flags.target === undefined;
  return asIs ? latestRun(cache) : null;
}

/** A saved run is shown as it was run. @throws CommandError */
function refuseScenarioFlags({ seed, target }: DashFlags, name: string): void {
  const flag = seed !== undefined ? '--seed' : target !== undefined ? '--target' : null;
  if (flag !== null)
    throw new CommandError(
      exitCode.usage,
      'E_USAGE',
      `${flag} is for scenarios, and ${name} is a saved run, which has its seed and targets`,
      'name the scenario instead: sparsewatt dash SCENARIO',
    );
}

const chosenCache = (context: CliContext, { cache }: DashFlags) =>
  cache === undefined ? undefined : cacheFolder(cache, context.cwd);

/** The table, where no dashboard can be opened. */
async function printTable(
  context: CliContext,
  flags: DashFlags,
  name: string | undefined,
  file: string | null,
): Promise<void> {
  const report = file ? await readRun(file) : await runWhole(context, flags, name);
  const { renderText } = await import('../../report/text/render-text.ts');
  const next = 'sparsewatt dash    on a terminal opens the dashboard';
  context.stdout.write(`${renderText(report, { full: false, colour: false, next })}\n`);
}

async function runWhole(context: CliContext, flags: DashFlags, name: string | undefined): Promise<RunReport> {
  const { runScenario } = await import('../../scenario/run-scenario.ts');
  const scenario = await openScenario(name, context.cwd);
  const bar = progressBar(context.stderr);
  const { report } = await untilInterrupted(
    context.stderr,
    bar,
    `sparsewatt dash ${scenario.file}`,
    (signal) =>
      runScenario(scenario, {
        signal,
        version: version(),
        commit: commit(),
        seed: flags.seed,
        targets: flags.target,
        threads: flags.threads,
        cacheFolder: chosenCache(context, flags),
        onWarning: (message) => context.stderr.write(`warning: ${message}\n`),
        onProgress: (label, done, total) => bar.update(label, done, total, 'steps'),
      }),
  );
  await saveRun(cacheFolder(flags.cache, context.cwd), report).catch(() => null);
  return report;
}

/** Opens the dashboard; without a terminal prints the table instead. */
export async function dash(this: CliContext, flags: DashFlags, name?: string): Promise<void> {
  const file = await savedRun(this, flags, name);
  if (file !== null) refuseScenarioFlags(flags, name ?? 'latest');
  // A dumb terminal cannot be drawn on.
  const drawable = this.interactive && (this.env['TERM'] !== 'dumb' || flags.screenReader);
  if (!drawable) return printTable(this, flags, name, file);
  const saved = file ? await readRun(file) : null;
  const settings = {
    cwd: this.cwd,
    // One core stays free for keys and frames.
    threads: flags.threads ?? Math.max(1, defaultThreads() - 1),
    cacheFolder: chosenCache(this, flags),
    version: version(),
    commit: commit(),
  };
  // Its process starts with the first question, after the first frame.
  let opened: Session | null = null;
  const open = () => {
    keepHeapSmall();
    return openSession(
      saved
        ? { ...settings, scenario: saved.scenario.file, scenarioHash: saved.scenario.hash, seed: saved.seed }
        : { ...settings, scenario: name, scenarioHash: null, seed: flags.seed, targets: flags.target },
    );
  };
  const session: Pick<Session, 'ask'> = {
    ask: (kind, question, options) => {
      opened ??= open();
      return opened.ask(kind, question, options);
    },
  };
  atEveryEnd(() => opened?.stop());
  try {
    const report = saved ?? (await firstReport(this, flags, name));
    const { openDashboard } = await import('../../dashboard/open-dashboard.ts');
    const { chooseLook } = await import('../../dashboard/look/choose-look.ts');
    const look = chooseLook(flags, this.env);
    const end = await openDashboard({
      report,
      live: saved === null,
      session,
      look,
      mouse: flags.mouse ?? false,
      screenReader: flags.screenReader ?? false,
    });
    if (saved === null && end.report)
      await saveRun(cacheFolder(flags.cache, this.cwd), end.report).catch(() => null);
    if (end.exit === 'interrupted') throw new DOMException('interrupted', 'AbortError');
    if (end.exit === 'failed')
      throw new CommandError(
        exitCode.invalidInput,
        'E_RUN',
        end.problem ?? 'the run failed',
        `see all of it: sparsewatt run ${report.scenario.file}`,
      );
  } finally {
    await (opened as Session | null)?.close();
  }
}

async function firstReport(
  context: CliContext,
  flags: DashFlags,
  name: string | undefined,
): Promise<RunReport> {
  const scenario = onlyTargets(await openScenario(name, context.cwd), flags.target);
  return startReport(scenario, {
    version: version(),
    commit: commit(),
    seed: flags.seed,
    targets: flags.target,
  });
}
