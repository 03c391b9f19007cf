import type { ReportSurroundings } from '../scenario/make-report.ts';
import type { CliContext } from './context.ts';

/** A command's folder and environment; warnings go to standard error. */
export function reportSurroundings({ cwd, env, stderr }: CliContext): ReportSurroundings {
  return { cwd, env, onWarning: (message) => stderr.write(`warning: ${message}\n`) };
}
