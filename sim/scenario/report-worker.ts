import type { ReportTask, WrittenReport } from './report-task.ts';
import { writeReport } from './write-report.ts';

/** Entry of the worker thread. */
export function run(task: ReportTask): Promise<WrittenReport> {
  return writeReport(task);
}
