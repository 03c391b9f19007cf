import type { ClassModel } from '../class-model.ts';
import { converted, over } from '../fit/converted.ts';
import { explained } from '../fit/explained.ts';
import { IntervalModel } from '../fit/interval-model.ts';
import { TermPredictor } from '../fit/term-predictor.ts';
import { type MeasuredRow, measuredValue } from '../measured/measured-row.ts';
import { perRows } from '../per-rows.ts';
import { type GpuFacts, gpuFactOf } from './gpu-facts.ts';
import { totalMacs } from './gpu-work.ts';
import { peakMacsPerS } from './precision.ts';
import { throughputPriors } from './throughput-priors.ts';
import { throughputTerm } from './throughput-term.ts';

/** Seconds of one inference on one of a row's cards; null where it measured no throughput. */
export function secondsPerInference(row: MeasuredRow): number | null {
  const perS = measuredValue(row, 'throughput');
  return perS === null ? null : row.accelerators / perS;
}

/** Seconds of one inference on a busy card, fitted to the rows of GPUs. */
export const fitThroughput = perRows(
  (rows, facts: GpuFacts): TermPredictor =>
    new TermPredictor(
      rows,
      (row, coefficients) => throughputTerm(row, facts, coefficients, throughputPriors),
      secondsPerInference,
      throughputPriors.noise,
    ),
);

/** Inferences a second at the stated peak of all cards. */
function atPeak(row: MeasuredRow, facts: GpuFacts): number | null {
  const fact = gpuFactOf(row, facts);
  const peak = fact && peakMacsPerS(fact, row.precision);
  const macs = totalMacs(row);
  return peak && macs ? (row.accelerators * peak) / macs : null;
}

/** Throughput of GPUs that are kept busy, of all cards of the system. */
export function gpuThroughputModel(targetClass: 'server-gpu' | 'edge-gpu', facts: GpuFacts): ClassModel {
  return {
    targetClass,
    alsoCalibratedOn: [targetClass === 'server-gpu' ? 'edge-gpu' : 'server-gpu'],
    quantity: 'throughput',
    holdOuts: ['chip', 'network', 'operating-point'],
    anchors: false,
    // Every round has its version of TensorRT; the version is an input of the model, another engine is unknown.
    byRuntime: 'lineage',
    figures: { 'family-known': { floorPercent: 25, goalPercent: 15 } },
    size: (row) => atPeak(row, facts),
    baselines: [],
    fit: (rows) => {
      const predictor = fitThroughput(rows, facts);
      const seconds = new IntervalModel(predictor, rows, 'throughput', 'lineage');
      return explained(
        converted(seconds, (range, row) => over(row.accelerators, range)),
        { calibration: () => predictor.summary() },
      );
    },
  };
}
