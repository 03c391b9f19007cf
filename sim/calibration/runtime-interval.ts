import { benchmarkNetwork } from '../network/benchmarks/benchmark-network.ts';
import type { NetworkGraph } from '../network/network-graph.ts';
import type { IntervalPart } from '../targets/profile-parts.ts';
import type { FittedModel, PredictedRange } from './class-model.ts';
import type { MeasuredRow } from './measured/measured-row.ts';

/** Networks whose widest interval is that of a runtime: one a kind of operator that dominates. */
export const yardsticks: readonly NetworkGraph[] = ['ad', 'ic', 'kws', 'vww'].map((name) =>
  benchmarkNetwork(`mlperf-tiny-${name}`),
);

/**
 * The widest of a model's 90% intervals for the yardsticks on a row's device and runtime, around what a cost model says.
 * @param centralOf of the cost model, in the unit of the prediction @returns null where the model says nothing
 */
export function runtimeInterval(
  model: Pick<FittedModel, 'predict'>,
  row: MeasuredRow,
  centralOf: (range: PredictedRange, at: number) => number,
  note: string,
): IntervalPart | null {
  let [low, high] = [1, 1];
  for (const [at, graph] of yardsticks.entries()) {
    const range = model.predict({ ...row, graph });
    if (!range) return null;
    const central = centralOf(range, at);
    low = Math.min(low, range.low / central);
    high = Math.max(high, range.high / central);
  }
  const ends = { low: Number(low.toPrecision(3)), high: Number(high.toPrecision(3)) };
  return { ...ends, unit: '1', source: 'calibrated-models', grade: 'estimated', note };
}
