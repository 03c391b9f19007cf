import { absent, formatMs, formatPercent, formatSi, threeDigits } from '../../../report/format-quantity.ts';
import type { RunResult } from '../../../report/run-report.ts';
import type { Column } from '../../table/column.ts';
import { type DeltaKind, deltaField } from './delta.ts';
import type { PolicyRow } from './policy-row.ts';
import { statusField } from './status-field.ts';

interface Measure {
  readonly id: string;
  readonly title: string;
  readonly width: number;
  readonly value: (result: RunResult) => number | null;
  readonly text: (value: number | null) => string;
  readonly delta: DeltaKind;
  readonly largestFirst?: true;
}

const energy = (value: number | null) => formatSi(value, 'J');
const fraction = (value: number | null) => (value === null ? absent : threeDigits(value));

/** The first five can be compared by a glance at 80 columns; the others are further right. */
const measures: readonly Measure[] = [
  {
    id: 'energy',
    title: 'energy',
    width: 8,
    value: (r) => r.energyPerInferenceJ,
    text: energy,
    delta: 'relative',
  },
  { id: 'p95', title: 'p95', width: 8, value: (r) => r.latencyP95Ms, text: formatMs, delta: 'relative' },
  {
    id: 'accuracy',
    title: 'accuracy',
    width: 9,
    value: (r) => r.accuracy,
    text: (value) => formatPercent(value, 2),
    delta: 'points',
    largestFirst: true,
  },
  {
    id: 'misses',
    title: 'misses',
    width: 7,
    value: (r) => r.deadlineMissShare,
    text: (value) => formatPercent(value, 2),
    delta: 'points',
  },
  { id: 'regret', title: 'regret', width: 7, value: (r) => r.regret, text: fraction, delta: 'absolute' },
  { id: 'p50', title: 'p50', width: 8, value: (r) => r.latencyP50Ms, text: formatMs, delta: 'relative' },
  { id: 'p99', title: 'p99', width: 8, value: (r) => r.latencyP99Ms, text: formatMs, delta: 'relative' },
  {
    id: 'marginal',
    title: 'marginal',
    width: 9,
    value: (r) => r.marginalEnergyPerInferenceJ,
    text: energy,
    delta: 'relative',
  },
  {
    id: 'power',
    title: 'power',
    width: 8,
    value: (r) => r.meanPowerW,
    text: (value) => formatSi(value, 'W'),
    delta: 'relative',
  },
  {
    id: 'memory',
    title: 'memory',
    width: 8,
    value: (r) => r.peakMemoryBytes,
    text: (value) => formatSi(value, 'B'),
    delta: 'relative',
  },
];

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

function valueColumn(measure: Measure): Column<PolicyRow> {
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

function deltaColumn(measure: Measure): Column<PolicyRow> {
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

const plain = [...identity, ...measures.map(valueColumn)];
const withDeltas = [
  ...identity,
  ...measures.flatMap((measure) => [valueColumn(measure), deltaColumn(measure)]),
];

/** Columns of the Policies screen; after a change of the knob each value is followed by its difference. */
export function policyColumns(compared: boolean): readonly Column<PolicyRow>[] {
  return compared ? withDeltas : plain;
}
