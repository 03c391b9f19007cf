import { spawnSync } from 'node:child_process';
import type { Contestant } from './contestants.ts';
import { type Job, toArguments } from './job.ts';
import type { Memory, Timed } from './outcome.ts';

/** One run in a process of its own. @throws when the process fails or the contestant is missing */
export function runChild(contestant: Contestant, mode: 'time', job: Job): Timed;
export function runChild(contestant: Contestant, mode: 'memory', job: Job): Memory;
export function runChild({ id, program }: Contestant, mode: string, job: Job): Timed | Memory {
  if ('missing' in program) throw new Error(`${id}: ${program.missing}`);
  const [file, ...start] = program.command as [string, ...string[]];
  const args = [...start, mode, ...(program.rest ?? []), ...toArguments(job)];
  const { status, signal, stdout, stderr, error } = spawnSync(file, args, { encoding: 'utf8' });
  if (status !== 0) {
    const why = error?.message ?? `exit code ${status ?? signal}\n${stderr}`;
    throw new Error(`${[file, ...args].join(' ')}: ${why}`);
  }
  return JSON.parse(stdout);
}
