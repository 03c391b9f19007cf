import type { Field } from '../../table/column.ts';
import type { RowOutcome } from './decision-row.ts';

/** How a request ended, said by shape and word. */
export function outcomeField({ latencyMs, isRight, isInTime }: RowOutcome): Field {
  if (latencyMs === null) return { text: '✗ dropped', tone: 'bad' };
  const answer = isRight ? 'right' : 'wrong';
  if (!isInTime) return { text: `✗ ${answer}, late`, tone: 'bad' };
  return isRight ? { text: '✓ right' } : { text: '✗ wrong', tone: 'unsure' };
}
