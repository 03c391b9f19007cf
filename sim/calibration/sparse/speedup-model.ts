import type { ClassModel } from '../class-model.ts';
import { converted, over } from '../fit/converted.ts';
import { explained } from '../fit/explained.ts';
import { IntervalModel } from '../fit/interval-model.ts';
import { TermPredictor } from '../fit/term-predictor.ts';
import { type MeasuredRow, measuredValue } from '../measured/measured-row.ts';
import { referenceOf, type SparseReferences } from './sparse-references.ts';
import { speedupPriors } from './speedup-priors.ts';
import { speedupTerm } from './speedup-term.ts';

/** Time of the sparse run over that of the dense one. */
const measuredRatio = (row: MeasuredRow): number | null => {
  const speedup = measuredValue(row, 'speedup');
  return speedup === null ? null : 1 / speedup;
};

/** 1 / (1 - s): what only counting zeros promises. */
const byZeros = (row: MeasuredRow): number | null =>
  row.sparsityLevel === null ? null : 1 / (1 - row.sparsityLevel);

/** Published speed-ups of sparse networks over dense ones. */
export function sparseSpeedupModel(references: SparseReferences): ClassModel {
  return {
    targetClass: 'sparse',
    quantity: 'speedup',
    holdOuts: ['chip'],
    anchors: false,
    // Formats and engines are in the law; a new one has its prior.
    byRuntime: false,
    figures: { 'family-known': { floorPercent: 25, goalPercent: 15 } },
    size: () => 1,
    baselines: [
      { name: 'as many times as there are zeros', predict: byZeros },
      { name: 'nothing gained', predict: () => 1 },
    ],
    ordered: (row) => {
      const { network, precision, lineage } = referenceOf(row, references);
      return `${row.device} against ${network}, ${precision}, ${lineage}`;
    },
    fit: (rows) => {
      const predictor = new TermPredictor(
        rows,
        (row, coefficients) => speedupTerm(row, references, coefficients, speedupPriors),
        measuredRatio,
        speedupPriors.noise,
      );
      return explained(
        converted(new IntervalModel(predictor, rows, 'speedup', false), (ratio) => over(1, ratio)),
        { calibration: () => predictor.summary() },
      );
    },
  };
}
