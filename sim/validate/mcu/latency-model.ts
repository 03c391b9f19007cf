import type { ClassModel } from '../class-model.ts';
import { IntervalModel } from '../fit/interval-model.ts';
import { TermPredictor } from '../fit/term-predictor.ts';
import { type MeasuredRow, measuredValue } from '../measured/measured-row.ts';
import { perRows } from '../per-rows.ts';
import type { McuFacts } from './facts-schema.ts';
import { latencyPriors } from './latency-priors.ts';
import { latencyTerm } from './latency-term.ts';
import { totalMacs, workByKind } from './work-by-kind.ts';

/** Multiply-accumulates over the clock, in ms: the time of one in every cycle. */
function oneMacPerCycleMs(row: MeasuredRow): number | null {
  const work = workByKind(row.network);
  return work && row.clockMhz ? totalMacs(work) / (row.clockMhz * 1e3) : null;
}

/** Cycles of one inference fitted to the rows of microcontrollers. */
export const fitCycles = perRows(
  (rows, facts: McuFacts): TermPredictor =>
    new TermPredictor(
      rows,
      (row, coefficients) => latencyTerm(row, facts, coefficients, latencyPriors),
      measuredCycles,
      latencyPriors.noise,
    ),
);

/** Cycles that a row measured; null where it has no time or no clock. */
export function measuredCycles(row: MeasuredRow): number | null {
  const latencyMs = measuredValue(row, 'latency');
  return latencyMs && row.clockMhz ? latencyMs * 1e3 * row.clockMhz : null;
}

/** Time of one inference on a microcontroller. */
export function mcuLatencyModel(facts: McuFacts): ClassModel {
  return {
    targetClass: 'mcu',
    quantity: 'latency',
    holdOuts: ['chip', 'network'],
    anchors: false,
    byRuntime: true,
    figures: {
      'family-known': { floorPercent: 12, goalPercent: 8 },
      'runtime-unknown': { floorPercent: 30, goalPercent: 22, medianFloorPercent: 20 },
      novel: { floorPercent: 40, goalPercent: 28 },
      'new-network': { floorPercent: 28, goalPercent: 18 },
    },
    size: oneMacPerCycleMs,
    baselines: [{ name: 'one MAC per cycle', predict: oneMacPerCycleMs }],
    fit: (rows) => {
      const cycles = new IntervalModel(fitCycles(rows, facts), rows, true);
      return {
        predict: (row) => {
          const range = row.clockMhz ? cycles.predict(row) : null;
          if (!range) return null;
          const perMs = row.clockMhz! * 1e3;
          return { low: range.low / perMs, central: range.central / perMs, high: range.high / perMs };
        },
      };
    },
  };
}
