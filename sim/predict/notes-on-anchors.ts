import {
  type MeasuredQuantity,
  type MeasuredRow,
  measuredValue,
  type ValidatedClass,
} from '../calibration/measured/measured-row.ts';
import { operatingPoint } from '../calibration/operating-point.ts';
import type { FittedClassModel } from './fitted-models.ts';

const units: Readonly<Record<MeasuredQuantity, string>> = {
  latency: ' ms',
  throughput: '/s',
  power: ' W',
  energy: ' J',
  'dynamic-energy': ' J',
  speedup: '',
};

/** Measurements of one case that differ more are not scatter. */
const mostScatter = 1.25;

/** How far beyond the blind interval a measurement lies that is more likely a slip than a slow board. */
const farBeyond = 1.25;

const caseOf = (row: MeasuredRow): string =>
  [operatingPoint(row), row.network, row.runtime, row.precision, row.batch, row.scenario, row.threads].join(
    ' ',
  );

function contradictions(anchors: readonly MeasuredRow[], quantity: MeasuredQuantity): string[] {
  const notes: string[] = [];
  const told = anchors.filter((anchor) => measuredValue(anchor, quantity) !== null);
  for (const [i, one] of told.entries()) {
    const other = told.slice(i + 1).find((later) => {
      const ratio = measuredValue(later, quantity)! / measuredValue(one, quantity)!;
      return caseOf(later) === caseOf(one) && (ratio > mostScatter || ratio < 1 / mostScatter);
    });
    if (other)
      notes.push(
        `anchors: ${one.note} and ${other.note} measure the same ${quantity} and contradict each other (${measuredValue(one, quantity)} and ${measuredValue(other, quantity)}${units[quantity]})`,
      );
  }
  return notes;
}

function strange({ model, fitted }: FittedClassModel, anchors: readonly MeasuredRow[]): string[] {
  const { quantity } = model;
  return anchors.flatMap((anchor) => {
    const value = measuredValue(anchor, quantity);
    const range = value === null ? null : fitted.predict(anchor);
    if (value === null || !range || (value < farBeyond * range.high && value > range.low / farBeyond))
      return [];
    const [low, high] = [range.low, range.high].map((end) => end.toPrecision(3));
    return [
      `anchors: ${anchor.note} measures a ${quantity} of ${value}${units[quantity]}, far from the ${low} to ${high}${units[quantity]} that are predicted without it; check unit, clock and runtime`,
    ];
  });
}

/** What a reader must know of the measurements that he gave: those without use, contradictions, slips. */
export function notesOnAnchors(
  targetClass: ValidatedClass,
  models: readonly FittedClassModel[],
  anchors: readonly MeasuredRow[],
): string[] {
  if (anchors.length === 0) return [];
  const useful = models.filter(({ fitted }) => fitted.anchoredBy);
  if (useful.length === 0)
    return [`anchors: class ${targetClass} is predicted from its published rows alone; yours change nothing`];
  const silent = anchors.filter(
    (one) => one.latencyMs === null && one.throughputPerS === null && one.powerW === null,
  );
  return [
    ...(silent.length > 0
      ? [
          `anchors: ${silent.length} of ${anchors.length} have an energy alone and change nothing; add latencyMs or powerW`,
        ]
      : []),
    ...useful.flatMap(({ model }) => contradictions(anchors, model.quantity)),
    ...useful.flatMap((one) => strange(one, anchors)),
  ];
}
