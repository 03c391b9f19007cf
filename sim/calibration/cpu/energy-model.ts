import type { ClassModel } from '../class-model.ts';
import { converted, times } from '../fit/converted.ts';
import { IntervalModel } from '../fit/interval-model.ts';
import type { CpuFacts } from './cpu-facts.ts';
import { EnergyPredictor } from './energy-predictor.ts';
import { fitLatency } from './fit-latency.ts';
import { peakMs } from './peak-ms.ts';
import { fitPower } from './power-model.ts';
import { sameProgram } from './same-program.ts';

/** Energy of one inference on the CPU of a single board, at the boundary of its rows. */
export function cpuEnergyModel(facts: CpuFacts): ClassModel {
  return {
    targetClass: 'sbc-cpu',
    alsoCalibratedOn: ['phone'],
    quantity: 'energy',
    holdOuts: ['chip', 'network'],
    anchors: true,
    anchorsFor: sameProgram,
    byRuntime: true,
    figures: { 'family-known': { floorPercent: 25, goalPercent: 15 } },
    size: (row) => peakMs(row, facts),
    baselines: [],
    fit: (rows) =>
      converted(
        new IntervalModel(
          new EnergyPredictor(fitLatency(rows, facts), fitPower(rows, facts)),
          rows,
          'energy',
          true,
          sameProgram,
        ),
        // W x ms are mJ.
        (range) => times(range, 1e-3),
      ),
  };
}
