import type { Answer } from '../answer.ts';
import { reportInProcess } from '../report-in-process.ts';

/** @throws what went wrong: an unknown zone, a folder that cannot be made */
export const answerReport: Answer<'report'> = async ({ settings }, { run, grid }, { signal }) => {
  const { cwd, version, commit = 'unknown' } = settings;
  return reportInProcess({ run, grid, cwd, tool: { name: 'sparsewatt', version, commit } }, signal);
};
