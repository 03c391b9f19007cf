import { type ReportTask, reportWorker, type WrittenReport } from '../../scenario/report-task.ts';
import { openPool } from '../../sweep/pool.ts';
import type { Answer } from '../answer.ts';

/** A report is written seldom: its thread, with all that draws plots, ends with it. */
export const answerReport: Answer<'report'> = async (context, { run, grid }, { signal }) => {
  const pool = await openPool<ReportTask, WrittenReport>(reportWorker, 1);
  try {
    return await pool.run({ run, grid, cwd: context.settings.cwd }, signal);
  } finally {
    await pool.destroy();
  }
};
