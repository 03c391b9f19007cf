import type { ClassModel } from '../class-model.ts';
import { IntervalModel } from '../fit/interval-model.ts';
import type { MeasuredRow } from '../measured/measured-row.ts';
import { EnergyPredictor } from './energy-predictor.ts';
import type { GpuFacts } from './gpu-facts.ts';
import { atPeakMs, fitLatency } from './latency-model.ts';
import { fitPower, limitsW } from './power-model.ts';
import { fitThroughput } from './throughput-model.ts';

/** Joules of one inference at the power limit and the stated peak. */
function atPeakJ(row: MeasuredRow, facts: GpuFacts): number | null {
  const limit = limitsW(row, facts);
  const ms = atPeakMs(row, facts);
  return limit && ms ? (limit / row.accelerators) * ms * 1e-3 : null;
}

/** Energy of one inference at the wall of servers with GPUs, or of boards, that are kept busy. */
export function gpuEnergyModel(targetClass: 'server-gpu' | 'edge-gpu', facts: GpuFacts): ClassModel {
  return {
    targetClass,
    alsoCalibratedOn: [targetClass === 'server-gpu' ? 'edge-gpu' : 'server-gpu'],
    quantity: 'energy',
    holdOuts: ['chip', 'network', 'operating-point'],
    anchors: false,
    byRuntime: false,
    figures: { 'family-known': { floorPercent: 30, goalPercent: 15 } },
    size: (row) => atPeakJ(row, facts),
    baselines: [],
    fit: (rows) =>
      new IntervalModel(
        new EnergyPredictor({
          lone: fitLatency(rows, facts),
          busy: fitThroughput(rows, facts),
          power: fitPower(rows, facts),
        }),
        rows,
        'energy',
        false,
      ),
  };
}
