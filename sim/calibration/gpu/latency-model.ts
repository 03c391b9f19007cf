import type { ClassModel, LayerShare } from '../class-model.ts';
import { converted, times } from '../fit/converted.ts';
import { explained } from '../fit/explained.ts';
import { IntervalModel } from '../fit/interval-model.ts';
import { TermPredictor } from '../fit/term-predictor.ts';
import { type MeasuredRow, measuredValue } from '../measured/measured-row.ts';
import { layersOf } from '../network-of.ts';
import { perRows } from '../per-rows.ts';
import { type GpuFacts, gpuFactOf } from './gpu-facts.ts';
import { totalMacs } from './gpu-work.ts';
import { gpuLatencyPriors } from './latency-priors.ts';
import { latencyTerm, latencyWork } from './latency-term.ts';
import { peakMacsPerS } from './precision.ts';

/** Seconds that a row measured for one inference at batch 1; null without a latency. */
export function measuredSeconds(row: MeasuredRow): number | null {
  const latencyMs = measuredValue(row, 'latency');
  return latencyMs === null ? null : latencyMs / 1e3;
}

/** Seconds of one inference at batch 1, fitted to the rows of GPUs. */
export const fitLatency = perRows(
  (rows, facts: GpuFacts): TermPredictor =>
    new TermPredictor(
      rows,
      (row, coefficients) => latencyTerm(row, facts, coefficients, gpuLatencyPriors),
      measuredSeconds,
      gpuLatencyPriors.noise,
    ),
);

/** Milliseconds of each layer, and of what belongs to none. */
function splitByLayer(
  predictor: TermPredictor,
  row: MeasuredRow,
  facts: GpuFacts,
): readonly LayerShare[] | null {
  const layers = layersOf(row);
  const fact = gpuFactOf(row, facts);
  if (!layers || !fact || peakMacsPerS(fact, row.precision) === null) return null;
  const works = [
    ...layers.map((layer) => ({ ...layer, work: latencyWork(row, facts, [layer], 0)! })),
    { node: 'call', kind: 'whole' as const, work: latencyWork(row, facts, [], 1)! },
  ];
  return works.map(({ node, kind, work }): LayerShare => {
    // What rides on the kernel of another layer takes no time of its own.
    if (work.launches + work.calls + work.weightBytes + work.activationBytes === 0)
      return { node, kind, byCause: new Map() };
    const term = latencyTerm(row, facts, predictor.coefficients, gpuLatencyPriors, work)!;
    const seconds = predictor.posterior.byCause(term);
    return { node, kind, byCause: new Map([...seconds].map(([cause, s]) => [cause, s * 1e3])) };
  });
}

/** Milliseconds at the stated peak. */
export function atPeakMs(row: MeasuredRow, facts: GpuFacts): number | null {
  const fact = gpuFactOf(row, facts);
  const peak = fact && peakMacsPerS(fact, row.precision);
  const macs = totalMacs(row);
  return peak && macs ? (macs / peak) * 1e3 : null;
}

/** Time of one inference at batch 1 on a GPU. */
export function gpuLatencyModel(targetClass: 'server-gpu' | 'edge-gpu', facts: GpuFacts): ClassModel {
  return {
    targetClass,
    alsoCalibratedOn: [targetClass === 'server-gpu' ? 'edge-gpu' : 'server-gpu'],
    quantity: 'latency',
    holdOuts: ['chip', 'network', 'operating-point'],
    anchors: false,
    byRuntime: 'lineage',
    figures: { 'family-known': { floorPercent: 45, goalPercent: 25, medianFloorPercent: 25 } },
    size: (row) => atPeakMs(row, facts),
    baselines: [],
    fit: (rows) => {
      const predictor = fitLatency(rows, facts);
      const seconds = new IntervalModel(predictor, rows, 'latency', 'lineage');
      return explained(
        converted(seconds, (range) => times(range, 1e3)),
        { split: (row) => splitByLayer(predictor, row, facts), calibration: () => predictor.summary() },
      );
    },
  };
}
