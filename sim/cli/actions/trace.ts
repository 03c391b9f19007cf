import { extname, resolve } from 'node:path';
import { Environment } from '../../engine/environment.ts';
import { EventLog } from '../../engine/trace/event-log.ts';
import { formatSi } from '../../report/format-quantity.ts';
import { openPieceFile, type PieceFile } from '../../report/trace/piece-file.ts';
import type { Scenario } from '../../scenario/load-scenario.ts';
import { type OpenedRun, openRun } from '../../scenario/open-run.ts';
import { openScenario } from '../../scenario/open-scenario.ts';
import { cacheFolder } from '../cache-folder.ts';
import { CommandError } from '../command-error.ts';
import type { CliContext } from '../context.ts';
import { exitCode } from '../exit-code.ts';
import { untilInterrupted } from '../interrupt.ts';
import { progressBar } from '../progress-bar.ts';
import type { RunLogMeta } from '../run-log-meta.ts';
import { checkOutFile } from '../saved-runs.ts';
import { version } from '../version.ts';

export interface TraceFlags {
  readonly target: string;
  readonly policy: string;
  readonly out: string;
  readonly runtime?: string;
  readonly load?: number;
  readonly seed?: number;
  readonly repetition?: number;
  readonly from?: number;
  readonly to?: number;
  readonly threads?: number;
  readonly cache?: string;
}

/** Simulates one run of a scenario and writes what happened in it. */
export async function trace(this: CliContext, flags: TraceFlags, name?: string): Promise<void> {
  const kind = checkFlags(flags);
  const file = resolve(this.cwd, flags.out);
  await checkOutFile(file);
  const scenario = await openScenario(name, this.cwd);
  const bar = progressBar(this.stderr);
  const run = await untilInterrupted(this.stderr, bar, `sparsewatt trace ${scenario.file}`, (signal) =>
    openRun(scenario, flags, {
      signal,
      threads: flags.threads,
      cacheFolder: flags.cache === undefined ? undefined : cacheFolder(flags.cache, this.cwd),
      onWarning: (message) => this.stderr.write(`warning: ${message}\n`),
      onProgress: (label, done, total) => bar.update(label, done, total, 'evaluations'),
    }),
  );
  bar.clear();
  const out = openPieceFile(file);
  try {
    const told =
      kind === '.swlog' ? writeLog(out, scenario, run) : await writeTrace(out, scenario, run, flags);
    out.finish();
    this.stdout.write(`${[`${flags.out}: ${formatSi(out.bytes, 'B')}`, ...told].join('\n')}\n`);
  } finally {
    out.discard();
  }
  const others = [...run.runtimes.filter((r) => r !== run.name.runtime).map((r) => `--runtime ${r}`)];
  others.push(...run.loads.filter((load) => load !== run.name.load).map((load) => `--load ${load}`));
  if (others.length > 0) this.stderr.write(`also there: ${others.join(', ')}\n`);
  this.stderr.write(
    kind === '.swlog'
      ? `next: sparsewatt replay ${flags.out}\n`
      : 'next: open the file in https://ui.perfetto.dev (it is read in the browser and not uploaded)\n',
  );
}

function checkFlags({ out, from, to }: TraceFlags): '.json' | '.swlog' {
  const usage = (message: string, next: string) => new CommandError(exitCode.usage, 'E_USAGE', message, next);
  const kind = extname(out);
  if (kind !== '.json' && kind !== '.swlog')
    throw usage(
      `--out ${out}: the name tells what is written`,
      '.json for a timeline, .swlog for an event log',
    );
  if (kind === '.swlog' && (from !== undefined || to !== undefined))
    throw usage(
      '--from and --to choose a part of a timeline; an event log holds the whole run',
      'leave them out',
    );
  if ((from ?? 0) >= (to ?? Number.POSITIVE_INFINITY))
    throw usage(`--from ${from ?? 0} is not before --to ${to}`, 'both are seconds of simulated time');
  return kind;
}

const titleOf = ({ target, runtime, load, policy }: OpenedRun['name']): string =>
  `${target}, ${runtime}, load ${load}, ${policy}`;

const runLine = ({ name, repetitions }: OpenedRun): string =>
  `run: ${titleOf(name)}, seed ${name.seed}, repetition ${name.repetition} of ${repetitions}`;

function writeLog(out: PieceFile, scenario: Scenario, run: OpenedRun): string[] {
  const meta: RunLogMeta = {
    ...run.name,
    scenario: scenario.file,
    scenarioHash: scenario.hash,
    version: version(),
  };
  const log = new EventLog({ meta: { ...meta }, write: (bytes) => out.write(bytes) });
  const environment = new Environment({ log });
  run.run({ environment });
  log.end(environment);
  const perEvent = (out.bytes / Math.max(1, environment.handled)).toFixed(1);
  return [
    runLine(run),
    `${count(environment.handled, 'event')}, ${perEvent} bytes each, hash ${environment.trace.digest()}`,
  ];
}

async function writeTrace(
  out: PieceFile,
  scenario: Scenario,
  run: OpenedRun,
  flags: TraceFlags,
): Promise<string[]> {
  const { writeRunTrace } = await import('../../scenario/record/write-run-trace.ts');
  const about = {
    program: `sparsewatt ${version()}`,
    scenario: scenario.file,
    scenarioHash: scenario.hash,
    ...run.name,
  };
  const window = {
    fromNs: Math.round((flags.from ?? 0) * 1e9),
    toNs: flags.to === undefined ? null : Math.round(flags.to * 1e9),
  };
  const { done, shown, fromNs, toNs } = writeRunTrace(
    run,
    { title: titleOf(run.name), about, ...window },
    (piece) => out.write(piece),
  );
  if (shown === null)
    throw new CommandError(
      exitCode.usage,
      'E_USAGE',
      `--from ${flags.from}: the run ends at ${seconds(done.endNs)}`,
      'give an earlier time, in seconds of simulated time',
    );
  const part = `${seconds(fromNs)} to ${seconds(toNs)} of ${seconds(done.endNs)}`;
  const energy = `${formatSi(shown.energyJ, 'J')} of ${formatSi(done.energyJ, 'J')}`;
  const left = done.requests - shown.requests;
  return [
    runLine(run),
    `shown: ${part}; ${count(shown.slices, 'slice')}, ${count(shown.requests, 'request')}, ${energy}`,
    ...(fromNs > 0 || toNs < done.endNs
      ? [
          `left out: the rest of the run, with ${count(left, 'request')}; --from and --to choose what is shown`,
        ]
      : []),
  ];
}

const count = (n: number, what: string): string => `${n.toLocaleString('en')} ${what}${n === 1 ? '' : 's'}`;

const seconds = (ns: number): string => `${(ns / 1e9).toLocaleString('en', { maximumFractionDigits: 3 })} s`;
