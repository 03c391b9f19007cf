import type { ClassModel, LayerShare } from '../class-model.ts';
import { explained } from '../fit/explained.ts';
import { IntervalModel } from '../fit/interval-model.ts';
import { TermPredictor } from '../fit/term-predictor.ts';
import { type MeasuredRow, measuredValue } from '../measured/measured-row.ts';
import { perRows } from '../per-rows.ts';
import { type GpuFacts, gpuFactOf } from './gpu-facts.ts';
import { gpuPowerPriors } from './power-priors.ts';
import { powerTerm } from './power-term.ts';

/** Watts that a row measured at the wall; null where it measured none there. */
export const measuredPowerW = (row: MeasuredRow): number | null =>
  row.boundary === 'wall' ? measuredValue(row, 'power') : null;

/** Power at the wall fitted to the rows of GPUs. */
export const fitPower = perRows(
  (rows, facts: GpuFacts): TermPredictor =>
    new TermPredictor(
      rows,
      (row, coefficients) => powerTerm(row, facts, coefficients, gpuPowerPriors),
      measuredPowerW,
      gpuPowerPriors.noise,
    ),
);

/** Power limits of all cards. */
export function limitsW(row: MeasuredRow, facts: GpuFacts): number | null {
  const limit = gpuFactOf(row, facts)?.powerLimitW;
  return limit ? limit * row.accelerators : null;
}

/** Power at the wall of servers with GPUs, or of boards, while they run a network without a pause. */
export function gpuPowerModel(targetClass: 'server-gpu' | 'edge-gpu', facts: GpuFacts): ClassModel {
  return {
    targetClass,
    alsoCalibratedOn: [targetClass === 'server-gpu' ? 'edge-gpu' : 'server-gpu'],
    quantity: 'power',
    holdOuts: ['chip', 'network', 'operating-point'],
    anchors: false,
    byRuntime: false,
    figures: { 'family-known': { floorPercent: 15, goalPercent: 10 } },
    size: (row) => limitsW(row, facts),
    baselines: [{ name: 'power limit of the data sheet', predict: (row) => limitsW(row, facts) }],
    fit: (rows) => {
      const predictor = fitPower(rows, facts);
      const split = (row: MeasuredRow): readonly LayerShare[] | null => {
        const term = powerTerm(row, facts, predictor.coefficients, gpuPowerPriors);
        return term && [{ node: row.network, kind: 'whole', byCause: predictor.posterior.byCause(term) }];
      };
      return explained(new IntervalModel(predictor, rows, 'power', false), {
        split,
        calibration: () => predictor.summary(),
      });
    },
  };
}
