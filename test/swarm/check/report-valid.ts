import { isDeepStrictEqual } from 'node:util';
import { runReportSchema } from '../../../sim/report/run-report-schema.ts';
import { renderText } from '../../../sim/report/text/render-text.ts';
import type { Check } from './check.ts';

/** The document follows its schema, survives JSON, and prints without a number that is none. */
export const reportValid: Check = ({ report }) => {
  const parsed = runReportSchema.safeParse(report);
  if (!parsed.success)
    return parsed.error.issues.map((issue) => `report.${issue.path.join('.')}: ${issue.message}`);
  const wrong: string[] = [];
  const read: unknown = JSON.parse(JSON.stringify(report));
  if (!isDeepStrictEqual(read, report)) wrong.push('the report changes when it is written and read as JSON');
  const text = renderText(report, { full: true, colour: false, next: '' });
  const odd = /\b(NaN|Infinity|undefined)\b|\[object/.exec(text);
  if (odd) wrong.push(`the printed report says "${text.slice(Math.max(0, odd.index - 60), odd.index + 20)}"`);
  return wrong;
};
