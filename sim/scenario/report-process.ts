import type { ReportTask } from './report-task.ts';
import { writeReport } from './write-report.ts';

// Entry of the process. What asked may be gone before the report is written: then nobody wants it.
process.on('disconnect', () => process.exit());
// An exit takes away what is half written; signals alone would not.
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => process.exit());
process.once('message', (task: ReportTask) => {
  void writeReport(task)
    .then(
      (written) => ({ written }),
      (error: Error) => ({ problem: error.message }),
    )
    .then((answer) => process.send!(answer, () => process.disconnect()));
});
