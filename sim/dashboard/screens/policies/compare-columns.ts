import type { PolicyComparison } from '../../../report/compare-policies.ts';
import type { Column, Field } from '../../table/column.ts';
import { formatSigned } from './format-signed.ts';

type Difference = NonNullable<PolicyComparison['difference']>;

interface Compared {
  readonly id: keyof Difference;
  readonly title: string;
  /** Relative to the baseline, or in points of a percentage. */
  readonly kind: 'relative' | 'points';
  readonly largestFirst?: true;
}

const compared: readonly Compared[] = [
  { id: 'energyPerInferenceJ', title: 'energy', kind: 'relative' },
  { id: 'latencyP95Ms', title: 'p95', kind: 'relative' },
  { id: 'accuracy', title: 'accuracy', kind: 'points', largestFirst: true },
  { id: 'lostShare', title: 'misses', kind: 'points' },
  { id: 'regretPerInferenceJ', title: 'regret', kind: 'relative' },
];

/** The difference with its interval, and whether it is certain, said by word and shape. */
export function differenceField(
  { difference }: PolicyComparison,
  { id, kind, largestFirst }: Compared,
): Field {
  const found = difference?.[id];
  if (!found) return { text: '–', tone: 'quiet' };
  const { value, low, high } = found.difference;
  if (kind === 'relative' && found.a === 0) return { text: 'new', tone: 'unsure' };
  const scale = kind === 'relative' ? 100 / Math.abs(found.a) : 100;
  const unit = kind === 'relative' ? '%' : 'pp';
  const digits = kind === 'relative' ? 1 : 2;
  const at = (amount: number) => formatSigned(amount * scale, digits);
  if ([value, low, high].every((amount) => at(amount) === '=')) return { text: '= same', tone: 'quiet' };
  const better = value < 0 !== Boolean(largestFirst);
  const mark = found.certain ? (better ? '✓' : '✗') : '?';
  const text = `${mark} ${at(value)}${unit} (${at(low)} to ${at(high)})`;
  return { text, tone: found.certain ? (better ? 'good' : 'bad') : 'unsure' };
}

/** Columns of the comparison: the policy, then each difference with its 95% interval over the seeds. */
export const compareColumns: readonly Column<PolicyComparison>[] = [
  {
    id: 'policy',
    title: 'policy',
    width: 16,
    maxWidth: 28,
    align: 'left',
    pinned: true,
    field: ({ result }) => ({ text: result.policy }),
  },
  ...compared.map(
    (quantity): Column<PolicyComparison> => ({
      id: quantity.id,
      title: quantity.title,
      width: 26,
      align: 'left',
      field: (row) => differenceField(row, quantity),
    }),
  ),
];
