import type { ClassModel, FigureToReach } from '../calibration/class-model.ts';
import type { Group } from '../calibration/groups.ts';
import type { MeasuredQuantity, ValidatedClass } from '../calibration/measured/measured-row.ts';
import { weightedQuantile } from '../calibration/weighted-quantile.ts';
import type { Estimate } from '../statistics/estimate.ts';
import { pairedBootstrap } from '../statistics/paired-bootstrap.ts';
import { deviceMean, deviceMeans } from './device-mean.ts';
import { type IntervalSummary, summariseIntervals } from './interval-summary.ts';
import { kendallTau } from './kendall-tau.ts';
import { absoluteError, type ScoredRow } from './scored-row.ts';
import { type Right, signsAndOrders } from './signs-and-orders.ts';

/** Error of one baseline on the rows of a group. */
export interface BaselineSummary {
  readonly name: string;
  readonly mapePercent: number;
  readonly medianPercent: number;
}

/** How one model does on one group of rows that it had not seen. Means are by device first, then over devices. */
export interface GroupSummary extends IntervalSummary {
  readonly class: ValidatedClass;
  readonly quantity: MeasuredQuantity;
  readonly group: Group;
  readonly devices: number;
  readonly rows: number;
  readonly mapePercent: number;
  /** Over rows. */
  readonly medianPercent: number;
  readonly within10Share: number;
  readonly within20Share: number;
  readonly byDevice: Readonly<Record<string, number>>;
  readonly worst: {
    readonly id: string;
    readonly device: string;
    readonly measured: number;
    readonly predicted: number;
    readonly errorPercent: number;
  };
  /** Between devices on one network, and between networks on one device and runtime; null where nothing compares. */
  readonly kendallTau: { readonly devices: number | null; readonly networks: number | null };
  /** Ratios on the measured side of 1, and pairs of ratios to the same thing in the measured order; null where rows are no ratios. */
  readonly signsRight: Right | null;
  readonly ordersRight: Right | null;
  readonly baselines: readonly BaselineSummary[];
  readonly bestBaseline: string | null;
  /** Percentage points by which we differ from the best baseline, with a 95% bootstrap interval over devices. */
  readonly difference: Estimate | null;
  /** The figures to reach; null where none is stated. */
  readonly figure: FigureToReach | null;
  readonly reached: 'goal' | 'floor' | 'nothing' | null;
}

const percent = (share: number): number => share * 100;

function reachedOf(
  figure: FigureToReach,
  mape: number,
  median: number,
  checks: readonly (Right | null)[],
): 'goal' | 'floor' | 'nothing' {
  if (checks.some((check) => check && check.right < check.of)) return 'nothing';
  if (mape > figure.floorPercent || median > (figure.medianFloorPercent ?? Number.POSITIVE_INFINITY))
    return 'nothing';
  return mape <= figure.goalPercent ? 'goal' : 'floor';
}

/** Summary of the rows of one group. @param scored at least one */
export function summariseGroup(model: ClassModel, group: Group, scored: readonly ScoredRow[]): GroupSummary {
  const error = (one: ScoredRow) => absoluteError(one.predicted.central, one.measured);
  const median = (figure: (one: ScoredRow) => number) =>
    weightedQuantile(
      scored.map((one) => ({ value: figure(one), weight: one.weight })),
      0.5,
    );
  const weight = scored.reduce((sum, one) => sum + one.weight, 0);
  const share = (holds: (one: ScoredRow) => boolean) =>
    scored.reduce((sum, one) => sum + (holds(one) ? one.weight : 0), 0) / weight;
  const worst = scored.reduce((a, b) => (error(b) > error(a) ? b : a));
  const ranked = scored.map(({ row, measured, predicted }) => ({
    row,
    measured,
    predicted: predicted.central,
  }));
  const ours = deviceMeans(scored, error);
  const mapePercent = percent(deviceMean(scored, error));
  const medianPercent = percent(median(error));
  const figure = model.figures[group] ?? null;
  const { signsRight, ordersRight } = signsAndOrders(model, scored) ?? {
    signsRight: null,
    ordersRight: null,
  };
  const names = [...(scored[0]?.baselines.keys() ?? [])].filter((name) =>
    scored.every((one) => one.baselines.get(name) !== null),
  );
  const baselineError = (name: string) => (one: ScoredRow) =>
    absoluteError(one.baselines.get(name)!, one.measured);
  const baselines = names.map((name) => ({
    name,
    mapePercent: percent(deviceMean(scored, baselineError(name))),
    medianPercent: percent(median(baselineError(name))),
  }));
  const best = baselines.reduce<BaselineSummary | null>(
    (a, b) => (a === null || b.mapePercent < a.mapePercent ? b : a),
    null,
  );
  const theirs = best && deviceMeans(scored, baselineError(best.name));
  return {
    class: model.targetClass,
    quantity: model.quantity,
    group,
    devices: ours.size,
    rows: new Set(scored.map((one) => one.row.id)).size,
    mapePercent,
    medianPercent,
    within10Share: share((one) => error(one) <= 0.1),
    within20Share: share((one) => error(one) <= 0.2),
    byDevice: Object.fromEntries([...ours].map(([device, mean]) => [device, percent(mean)])),
    worst: {
      id: worst.row.id,
      device: worst.row.device,
      measured: worst.measured,
      predicted: worst.predicted.central,
      errorPercent: percent(error(worst)),
    },
    kendallTau: {
      devices: kendallTau(
        ranked.map(({ row, ...numbers }) => ({ ...numbers, within: row.network, between: row.device })),
      ),
      networks: kendallTau(
        ranked.map(({ row, ...numbers }) => ({
          ...numbers,
          within: `${row.device} ${row.runtime} ${row.precision} ${row.clockMhz}`,
          between: row.network,
        })),
      ),
    },
    signsRight,
    ordersRight,
    ...summariseIntervals(scored),
    baselines,
    bestBaseline: best?.name ?? null,
    difference: theirs
      ? pairedBootstrap([...ours].map(([device, mean]) => percent(mean - theirs.get(device)!)))
      : null,
    figure,
    reached: figure && reachedOf(figure, mapePercent, medianPercent, [signsRight, ordersRight]),
  };
}
