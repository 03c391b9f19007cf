import type { LogMeta } from '../engine/trace/log-format.ts';
import type { OpenedRun } from '../scenario/open-run.ts';
import { CommandError } from './command-error.ts';
import { exitCode } from './exit-code.ts';

/** What the log of a scenario's run says of itself: all that it takes to run it again. */
export interface RunLogMeta extends RunIdentity {
  readonly scenario: string;
  readonly scenarioHash: string;
  /** Of the program that wrote it. */
  readonly version: string;
}

type RunIdentity = OpenedRun['name'];

const types: Readonly<Record<keyof RunLogMeta, 'string' | 'number'>> = {
  scenario: 'string',
  scenarioHash: 'string',
  version: 'string',
  target: 'string',
  runtime: 'string',
  load: 'number',
  policy: 'string',
  seed: 'number',
  repetition: 'number',
};

/** @throws CommandError where the log is not one of `sparsewatt trace` */
export function readRunLogMeta(file: string, meta: LogMeta): RunLogMeta {
  const missing = Object.entries(types).filter(([key, type]) => typeof meta[key] !== type);
  if (missing.length === 0) return meta as unknown as RunLogMeta;
  throw new CommandError(
    exitCode.invalidInput,
    'E_LOG_RUN',
    `${file}: the log does not say which run it is of (no ${missing.map(([key]) => key).join(', ')})`,
    'replay reads logs that sparsewatt trace wrote: sparsewatt trace ... --out run.swlog',
  );
}
