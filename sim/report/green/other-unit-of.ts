import type { GreenReport } from './schema/green-report-schema.ts';
import type { GreenRow } from './schema/green-row-schema.ts';
import type { TaggedQuantity } from './schema/tagged-quantity-schema.ts';
import type { ReportSettings } from './settings-schema.ts';

const divided = (q: TaggedQuantity, by: number, source: string): TaggedQuantity => ({
  ...q,
  value: q.value / by,
  low: q.low / by,
  high: q.high / by,
  source: `${q.source}; ${source}`,
});

/** Scores of the headline and its baseline by the functional unit that the settings state, both by the same number. */
export function otherUnitOf(
  unit: ReportSettings['unit'],
  subject: GreenRow | undefined,
  baseline: GreenRow | undefined,
): GreenReport['otherUnit'] {
  if (!unit || !subject) return null;
  const { name, perInference, source } = unit;
  return {
    ...{ name, perInference, source },
    sci: divided(subject.sci, perInference, source),
    baselineSci: baseline ? divided(baseline.sci, perInference, source) : null,
  };
}
