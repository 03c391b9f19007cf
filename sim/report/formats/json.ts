import type { ReportFormat } from './report-format.ts';

/** Keys in one order, whatever the order in which they were set: equal reports are equal files. */
function sortKeys(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sortKeys);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(entries.map(([key, inner]) => [key, sortKeys(inner)]));
}

/** `report.json`: the report itself, for machines and auditors. */
export const json: ReportFormat = (report) => [
  { name: 'report.json', content: `${JSON.stringify(sortKeys(report), null, 1)}\n` },
];
