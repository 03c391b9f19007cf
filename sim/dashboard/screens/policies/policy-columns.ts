import type { Column } from '../../table/column.ts';
import { deltaField } from './delta.ts';
import { type PolicyMeasure, policyMeasures } from './policy-measures.ts';
import type { PolicyRow } from './policy-row.ts';
import { statusField } from './status-field.ts';

const identity: readonly Column<PolicyRow>[] = [
  {
    id: 'pareto',
    title: '◆',
    width: 1,
    align: 'left',
    pinned: true,
    // No mark is known of a row that is simulated anew.
    field: ({ result, early }) => ({
      text: result.pareto ? '◆' : early && early.repetitions > 0 ? '…' : ' ',
    }),
  },
  {
    id: 'policy',
    title: 'policy',
    width: 16,
    maxWidth: 24,
    align: 'left',
    pinned: true,
    field: ({ result }) => ({ text: result.policy }),
  },
  {
    id: 'status',
    title: 'status',
    width: 12,
    align: 'left',
    pinned: true,
    field: ({ result }) => statusField(result),
  },
];

function valueColumn(measure: PolicyMeasure): Column<PolicyRow> {
  return {
    id: measure.id,
    title: measure.title,
    width: measure.width,
    align: 'right',
    field: ({ result }) => ({ text: measure.text(measure.value(result)) }),
    order: ({ result }) => measure.value(result),
    ...(measure.largestFirst ? { largestFirst: true } : {}),
  };
}

function deltaColumn(measure: PolicyMeasure): Column<PolicyRow> {
  return {
    id: `${measure.id}-delta`,
    title: 'Δ',
    width: 8,
    align: 'right',
    follows: true,
    field: ({ result, previous, early }) =>
      early?.repetitions === 0
        ? { text: '…', tone: 'unsure' }
        : deltaField(
            measure.value(result),
            previous && measure.value(previous),
            measure.delta,
            measure.largestFirst,
          ),
  };
}

const plain = [...identity, ...policyMeasures.map(valueColumn)];
const withDeltas = [
  ...identity,
  ...policyMeasures.flatMap((measure) => [valueColumn(measure), deltaColumn(measure)]),
];

/** Columns of the Policies screen; after a change of the knob each value is followed by its difference. */
export function policyColumns(compared: boolean): readonly Column<PolicyRow>[] {
  return compared ? withDeltas : plain;
}
