import type { Field } from '../../table/column.ts';
import { formatSigned } from './format-signed.ts';

/** How a difference is written: relative to the old value, in points of a percentage, or as it is. */
export type DeltaKind = 'relative' | 'points' | 'absolute';

/** The change from `before` to `now`; empty where either is missing. Better is smaller unless `largestFirst`. */
export function deltaField(
  now: number | null,
  before: number | null | undefined,
  kind: DeltaKind,
  largestFirst = false,
): Field {
  if (now === null || before === null || before === undefined) return { text: '' };
  const difference = now - before;
  const text =
    kind === 'relative'
      ? before === 0
        ? difference === 0
          ? '='
          : 'new'
        : formatSigned((difference / before) * 100, 1, '%')
      : kind === 'points'
        ? formatSigned(difference * 100, 2, 'pp')
        : formatSigned(difference, 2);
  if (text === '=') return { text, tone: 'quiet' };
  return { text, tone: difference > 0 === largestFirst ? 'good' : 'bad' };
}
