import { standing } from '../../../report/rank-results.ts';
import type { RunResult } from '../../../report/run-report.ts';
import type { PolicyMeasure } from './policy-measures.ts';

const order = { keeps: 0, breaks: 1, 'does not fit': 2 } as const;

/**
 * Ranks of rows by a score, from 1: those that keep the limits before those that do not, the better score first, then the
 * order given. Null for rows without a value.
 */
export function rankScores(
  rows: readonly (RunResult | null)[],
  { value, largestFirst }: PolicyMeasure,
): readonly (number | null)[] {
  const sign = largestFirst ? -1 : 1;
  const ranked = rows.flatMap((row, at) => {
    const score = row?.fits ? value(row) : null;
    return row === null || score === null ? [] : [{ at, score: sign * score, limits: order[standing(row)] }];
  });
  ranked.sort((a, b) => a.limits - b.limits || a.score - b.score || a.at - b.at);
  const ranks = new Array<number | null>(rows.length).fill(null);
  for (const [rank, { at }] of ranked.entries()) ranks[at] = rank + 1;
  return ranks;
}
