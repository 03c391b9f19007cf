import type { GreenClaim } from '../green/schema/green-claim-schema.ts';
import type { GreenReport } from '../green/schema/green-report-schema.ts';
import type { GreenRow } from '../green/schema/green-row-schema.ts';

/** The claim that a report leads with, its row and the row it is compared with. */
export interface Headline {
  readonly claim: GreenClaim;
  readonly subject: GreenRow;
  readonly baseline: GreenRow | null;
}

/** Rows of a claim. */
export function rowsOf(report: GreenReport, claim: GreenClaim): Headline {
  const subject = report.rows.find((row) => row.id === claim.subject);
  if (!subject) throw new Error(`the report has no row ${claim.subject}`);
  return { claim, subject, baseline: report.rows.find((row) => row.id === claim.baseline) ?? null };
}

/** Null where no policy keeps the limits on any target. */
export function headlineRows(report: GreenReport): Headline | null {
  const claim = report.headline === null ? undefined : report.claims[report.headline];
  return claim ? rowsOf(report, claim) : null;
}

/** Rows that people ask for: best, best static and dense of every cell. */
export const tellingRows = (report: GreenReport): readonly GreenRow[] =>
  report.rows.filter((row) => row.role !== 'other');
