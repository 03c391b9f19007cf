import { fork } from 'node:child_process';
import { type ReportTask, reportProcess, type WrittenReport } from '../scenario/report-task.ts';
import { compiledWorker } from '../sweep/compiled-worker.ts';

type Answer = { readonly written: WrittenReport } | { readonly problem: string };

/**
 * Writes a report in a process of its own: what draws the plots takes a hundred megabytes, and a thread would not give all
 * of them back.
 * @throws what went wrong there; the signal's reason, when the process is ended
 */
export function reportInProcess(task: ReportTask, signal: AbortSignal): Promise<WrittenReport> {
  const file = compiledWorker(reportProcess);
  return new Promise((resolve, reject) => {
    // The parent's loaders (tsx, test runners) are of no use to compiled code.
    const child = fork(file, { execArgv: [], serialization: 'advanced', stdio: 'ignore', signal });
    child.on('error', reject);
    child.on('exit', () => reject(new Error('the process that writes the report has ended')));
    child.on('message', (answer: Answer) =>
      'written' in answer ? resolve(answer.written) : reject(new Error(answer.problem)),
    );
    child.send(task);
  });
}
