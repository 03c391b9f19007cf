import { explainRequest } from '../../scenario/explain/explain-request.ts';
import { renderExplanation } from '../../scenario/explain/render-explanation.ts';
import { openRun } from '../../scenario/open-run.ts';
import { openScenario } from '../../scenario/open-scenario.ts';
import { cacheFolder } from '../cache-folder.ts';
import { CommandError } from '../command-error.ts';
import type { CliContext } from '../context.ts';
import { exitCode } from '../exit-code.ts';
import { untilInterrupted } from '../interrupt.ts';
import { progressBar } from '../progress-bar.ts';
import { findRun, readRun } from '../saved-runs.ts';
import { version } from '../version.ts';

export interface ExplainFlags {
  readonly target: string;
  readonly policy: string;
  readonly request: number;
  readonly runtime?: string;
  readonly load?: number;
  readonly seed?: number;
  readonly repetition?: number;
  readonly threads?: number;
  readonly json: boolean;
  readonly cache?: string;
}

/** Simulates one run again and tells why one request was served as it was. */
export async function explain(this: CliContext, flags: ExplainFlags, name: string): Promise<void> {
  const { file, seed, hash } = await scenarioOf(this, flags, name);
  const scenario = await openScenario(file, this.cwd);
  if (hash !== null && scenario.hash !== hash)
    throw new CommandError(
      exitCode.invalidInput,
      'E_SCENARIO_CHANGED',
      `${scenario.file} is not the scenario of the run, or has changed since`,
      'run it again, or explain the scenario as it is now: sparsewatt explain SCENARIO.yaml ...',
    );
  const bar = progressBar(this.stderr);
  const run = await untilInterrupted(this.stderr, bar, `sparsewatt explain ${name}`, (signal) =>
    openRun(
      scenario,
      { ...flags, seed: flags.seed ?? seed ?? undefined },
      {
        signal,
        threads: flags.threads,
        cacheFolder: flags.cache === undefined ? undefined : cacheFolder(flags.cache, this.cwd),
        onWarning: (message) => this.stderr.write(`warning: ${message}\n`),
        onProgress: (label, done, total) => bar.update(label, done, total, 'evaluations'),
      },
    ),
  );
  bar.clear();
  const last = run.trace.timeNs.length - 1;
  if (flags.request > last)
    throw new CommandError(
      exitCode.usage,
      'E_USAGE',
      `--request ${flags.request}: ${last < 0 ? 'no request came in this run' : `the run has requests 0 to ${last}`}`,
      'choose another request or repetition',
    );
  const explained = explainRequest(run, run.name.policy, flags.request);
  if (flags.json) {
    this.stdout.write(
      `${JSON.stringify({ schemaVersion: '1.0', run: run.name, ...withoutRuns(explained) })}\n`,
    );
    return;
  }
  const { target, runtime, load, policy, repetition } = run.name;
  const title = `${target} · ${runtime} · load ${load} · ${policy} · seed ${run.name.seed}, repetition ${repetition} of ${run.repetitions}`;
  this.stdout.write(`${title}\n${renderExplanation(explained, run.optionIds)}\n`);
}

/** The whole runs that were simulated are no part of the document. */
function withoutRuns(explained: ReturnType<typeof explainRequest>) {
  const without = ({ heard, ...outcome }: (typeof explained)['own']) => ({
    ...outcome,
    answers: heard.answers,
    work: heard.work,
  });
  return { ...explained, own: without(explained.own), oracle: without(explained.oracle) };
}

/** Scenario and seed of a saved run, or a scenario itself. */
async function scenarioOf(
  context: CliContext,
  flags: ExplainFlags,
  name: string,
): Promise<{ readonly file: string; readonly seed: number | null; readonly hash: string | null }> {
  if (/\.ya?ml$/.test(name)) return { file: name, seed: null, hash: null };
  const report = await readRun(await findRun(name, cacheFolder(flags.cache, context.cwd), context.cwd));
  if (report.tool.version !== version())
    context.stderr.write(
      `warning: the run is of version ${report.tool.version}, this is ${version()}: what is simulated now may differ\n`,
    );
  return { file: report.scenario.file, seed: report.seed, hash: report.scenario.hash };
}
