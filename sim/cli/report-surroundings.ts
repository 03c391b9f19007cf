import type { ReportSurroundings } from '../scenario/make-report.ts';
import { commit } from './commit.ts';
import type { CliContext } from './context.ts';
import { sourceDateS } from './source-date-s.ts';
import { version } from './version.ts';

/** A command's folder and environment; warnings go to standard error. @throws CommandError on a broken SOURCE_DATE_EPOCH */
export function reportSurroundings({ cwd, env, stderr }: CliContext): ReportSurroundings {
  return {
    cwd,
    tool: { name: 'sparsewatt', version: version(), commit: commit() },
    sourceDateS: sourceDateS(env),
    onWarning: (message) => stderr.write(`warning: ${message}\n`),
  };
}
