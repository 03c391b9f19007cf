import type { GreenReport } from '../green/schema/green-report-schema.ts';

/** A file of a report: its name and what is in it. */
export interface ReportFile {
  readonly name: string;
  readonly content: string | Uint8Array;
}

/** Writes one format; a pure function of the report. */
export type ReportFormat = (report: GreenReport) => readonly ReportFile[] | Promise<readonly ReportFile[]>;
