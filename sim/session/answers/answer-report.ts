import type { Answer } from '../answer.ts';
import { reportInProcess } from '../report-in-process.ts';

/** @throws what went wrong: an unknown zone, a folder that cannot be made */
export const answerReport: Answer<'report'> = async (context, { run, grid }, { signal }) =>
  reportInProcess({ run, grid, cwd: context.settings.cwd }, signal);
