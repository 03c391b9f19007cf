import type { GridChoice } from '../report/green/assess-policy.ts';
import type { GreenReport } from '../report/green/schema/green-report-schema.ts';
import type { RunReport } from '../report/run-report.ts';

/** The report of a run in its usual formats, into a new folder. Plain data: it travels to a process. */
export interface ReportTask {
  readonly run: RunReport;
  /** null: what the run was simulated under. */
  readonly grid: GridChoice | null;
  /** Where the folder is made, and what the scenario's path is relative to. */
  readonly cwd: string;
  /** Program that makes it. */
  readonly tool: GreenReport['tool'];
}

/** What was written. */
export interface WrittenReport {
  readonly folder: string;
  readonly files: readonly string[];
  /** What the reader should know, e.g. that a plot is missing. */
  readonly warnings: readonly string[];
}

/** Module of the process that does such a task, below `dist`. */
export const reportProcess = 'sim/scenario/report-process.js';
