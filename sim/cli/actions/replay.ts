import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { Environment } from '../../engine/environment.ts';
import { EventLogError } from '../../engine/trace/event-log-error.ts';
import { type EventLogFile, readEventLog } from '../../engine/trace/read-event-log.ts';
import { type RehashedLog, rehashEventLog } from '../../engine/trace/rehash-event-log.ts';
import { type Divergence, type NamedEvent, replay } from '../../engine/trace/replay.ts';
import { type OpenedRun, openRun } from '../../scenario/open-run.ts';
import { openScenario } from '../../scenario/open-scenario.ts';
import { cacheFolder } from '../cache-folder.ts';
import { CommandError } from '../command-error.ts';
import type { CliContext } from '../context.ts';
import { exitCode } from '../exit-code.ts';
import { untilInterrupted } from '../interrupt.ts';
import { progressBar } from '../progress-bar.ts';
import { type RunLogMeta, readRunLogMeta } from '../run-log-meta.ts';
import { version } from '../version.ts';

export interface ReplayFlags {
  readonly scenario?: string;
  readonly threads?: number;
  readonly cache?: string;
}

/** Runs the run of an event log again and compares event by event; exit code 4 where they differ. */
export async function replayAction(this: CliContext, flags: ReplayFlags, file: string): Promise<void> {
  const { log, hash, agrees } = await readWhole(resolve(this.cwd, file), file);
  const meta = readRunLogMeta(file, log.meta);
  if (!agrees)
    throw new CommandError(
      exitCode.checkFailed,
      'E_LOG_HASH',
      `${file}: its events hash to ${hash}, it states ${log.hash}`,
      'the program that wrote it had a fault: write it again with sparsewatt trace',
    );
  const run = await open(this, flags, meta);
  const { divergence } = replay(log, (sink) => {
    const environment = new Environment({ log: sink });
    return { kindNames: environment.kindNames, run: () => void run.run({ environment }) };
  });
  if (divergence !== null)
    throw new CommandError(
      exitCode.checkFailed,
      'E_REPLAY_DIVERGED',
      describe(divergence, log, run),
      meta.version === version()
        ? 'the same version runs otherwise than it did: a model that is not deterministic, or was changed'
        : `the log is of version ${meta.version}, this is ${version()}`,
    );
  const { target, runtime, load, policy, seed, repetition } = meta;
  this.stdout.write(
    `${log.count.toLocaleString('en')} events, hash ${hash}: the log holds what it states, and the run does the same again\n` +
      `run: ${target}, ${runtime}, load ${load}, ${policy}, seed ${seed}, repetition ${repetition}\n`,
  );
}

/** Reads a log to its last event, so that whatever is wrong with it is found before anything is simulated. */
async function readWhole(path: string, file: string): Promise<RehashedLog & { readonly log: EventLogFile }> {
  try {
    const log = readEventLog(await readFile(path));
    return { log, ...rehashEventLog(log) };
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    const known = error instanceof EventLogError;
    throw new CommandError(
      exitCode.invalidInput,
      known ? error.code : 'E_LOG_UNREADABLE',
      `${file}: ${known ? message : code === 'ENOENT' ? 'there is no such file' : `cannot be read (${code ?? message})`}`,
      'make a log: sparsewatt trace ... --out run.swlog',
    );
  }
}

async function open(context: CliContext, flags: ReplayFlags, meta: RunLogMeta): Promise<OpenedRun> {
  const scenario = await openScenario(flags.scenario ?? meta.scenario, context.cwd);
  if (scenario.hash !== meta.scenarioHash)
    throw new CommandError(
      exitCode.invalidInput,
      'E_SCENARIO_CHANGED',
      `${scenario.file} is not the scenario of the log, or has changed since`,
      'name the one it was: sparsewatt replay FILE --scenario SCENARIO',
    );
  const bar = progressBar(context.stderr);
  const run = await untilInterrupted(context.stderr, bar, 'sparsewatt replay', (signal) =>
    openRun(scenario, meta, {
      signal,
      threads: flags.threads,
      cacheFolder: flags.cache === undefined ? undefined : cacheFolder(flags.cache, context.cwd),
      onWarning: (message) => context.stderr.write(`warning: ${message}\n`),
      onProgress: (label, done, total) => bar.update(label, done, total, 'evaluations'),
    }),
  );
  bar.clear();
  return run;
}

function describe({ index, timeNs, expected, found }: Divergence, log: EventLogFile, run: OpenedRun): string {
  const event = (named: NamedEvent | null) => {
    if (named === null) return 'no more events';
    const unit = run.system.units[named.target]?.name ?? `unit ${named.target}`;
    return `"${named.name}" on ${unit}, request ${named.payload}, at ${(named.timeNs / 1e9).toFixed(9)} s`;
  };
  return [
    `event ${index} of ${log.count}, at ${(timeNs / 1e9).toFixed(9)} s, is the first that differs`,
    `  log: ${event(expected)}`,
    `  run: ${event(found)}`,
  ].join('\n');
}
