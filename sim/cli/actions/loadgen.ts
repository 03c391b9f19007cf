import type { LoadgenMode } from '../../scenario/loadgen/loadgen-settings.ts';
import { renderLoadgen } from '../../scenario/loadgen/render-loadgen.ts';
import { runLoadgen } from '../../scenario/loadgen/run-loadgen.ts';
import { openScenario } from '../../scenario/open-scenario.ts';
import { cacheFolder } from '../cache-folder.ts';
import { CommandError } from '../command-error.ts';
import type { CliContext } from '../context.ts';
import { exitCode } from '../exit-code.ts';
import { untilInterrupted } from '../interrupt.ts';
import { progressBar } from '../progress-bar.ts';

export interface LoadgenFlags {
  readonly mode: LoadgenMode;
  readonly target: string;
  readonly policy: string;
  readonly runtime?: string;
  readonly latencyMs?: number;
  readonly qps?: number;
  readonly batch?: number;
  readonly batchWaitUs?: number;
  readonly minDurationS?: number;
  readonly json: boolean;
  readonly threads?: number;
  readonly cache?: string;
}

/** Sends MLPerf's queries to a simulated target and prints LoadGen's summary; exit 4 where the run is not valid. */
export async function loadgen(this: CliContext, flags: LoadgenFlags, name?: string): Promise<void> {
  const {
    mode,
    target,
    policy,
    runtime,
    latencyMs,
    qps,
    batch,
    batchWaitUs,
    minDurationS: durationS,
  } = flags;
  const odd =
    mode === 'server' ? undefined : Object.entries({ latencyMs, qps }).find(([, v]) => v !== undefined);
  if (odd)
    throw new CommandError(
      exitCode.usage,
      'E_USAGE',
      `--${odd[0] === 'qps' ? 'qps' : 'latency-ms'} belongs to --mode server; ${mode} has none`,
      'leave it out',
    );
  const scenario = await openScenario(name, this.cwd);
  const bar = progressBar(this.stderr);
  const result = await untilInterrupted(this.stderr, bar, `sparsewatt loadgen ${scenario.file}`, (signal) =>
    runLoadgen(
      scenario,
      { mode, target, policy, runtime, latencyMs, qps, batch, batchWaitUs, durationS },
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
  this.stdout.write(`${flags.json ? JSON.stringify(result) : renderLoadgen(result)}\n`);
  if (!result.valid) this.process.exitCode = exitCode.checkFailed;
}
