import { CommandError } from './command-error.ts';
import type { CliContext } from './context.ts';
import { exitCode } from './exit-code.ts';

/** Seconds of SOURCE_DATE_EPOCH, by which builds are repeated bit for bit; null without it. @throws CommandError */
export function sourceDateS(env: CliContext['env']): number | null {
  const text = env['SOURCE_DATE_EPOCH'];
  if (text === undefined || text === '') return null;
  const seconds = Number(text);
  if (/^\d+$/.test(text) && seconds <= 253_402_300_799) return seconds;
  throw new CommandError(
    exitCode.usage,
    'E_SOURCE_DATE_EPOCH',
    `SOURCE_DATE_EPOCH is "${text}"; whole seconds since 1970 are needed, up to the year 9999`,
    'unset it, or: SOURCE_DATE_EPOCH=$(git log -1 --format=%ct) sparsewatt report ...',
  );
}
