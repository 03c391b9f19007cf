import { absent, formatMs, formatPercent, formatSi, threeDigits } from '../../../report/format-quantity.ts';
import type { RunResult } from '../../../report/run-report.ts';
import type { DeltaKind } from './delta.ts';

/** A score of a row, and how it is read. */
export interface PolicyMeasure {
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

/** Scores of a policy: the first five can be compared by a glance at 80 columns; the others are further right. */
export const policyMeasures: readonly PolicyMeasure[] = [
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

/** The score of an id. */
export function measureOf(id: string): PolicyMeasure {
  return policyMeasures.find((measure) => measure.id === id) ?? policyMeasures[0]!;
}

/** The id of the score that comes after one; after the last comes the first. */
export function measureAfter(id: string): string {
  const at = policyMeasures.findIndex((measure) => measure.id === id);
  return policyMeasures[(at + 1) % policyMeasures.length]!.id;
}
