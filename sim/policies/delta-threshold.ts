import { choicesOf, isFeasible } from './choose-static.ts';
import type { PolicyDefinition } from './policy.ts';
import { valuesOf } from './policy-parameter.ts';

const parameters = {
  sure: {
    unit: '1',
    low: 0,
    high: 1,
    default: 0.9,
    meaning: 'Confidence from which a result counts as sure.',
  },
  patience: {
    unit: '1',
    low: 1,
    high: 1000,
    default: 4,
    whole: true,
    meaning: 'Sure results in a row before the threshold rises by one step.',
  },
} as const;

/**
 * Raises the threshold below which changes are not sent on while a stream is answered surely, one step at a time, and
 * falls back to the lowest at the first unsure result. It keeps to thresholds that hold floor and miss budget on
 * validation data, where any does.
 */
export const deltaThreshold: PolicyDefinition = {
  id: 'delta-threshold',
  title: 'Delta threshold on streams (needs delta points)',
  source: 'Delta networks (Neil et al., ICML 2017), sigma-delta networks; thresholds adapted by confidence',
  signal: 'confidence of the previous results',
  adaptive: true,
  charge: '2 a decision, 8 a result',
  needs: ['delta points'],
  parameters,
  create(context, given) {
    const { sure, patience } = valuesOf(parameters, given);
    const all = choicesOf(context)
      .filter(({ traits }) => traits?.deltaThreshold !== undefined)
      .sort((a, b) => a.traits!.deltaThreshold! - b.traits!.deltaThreshold! || a.index - b.index);
    const feasible = all.filter((option) => isFeasible(option, context));
    const steps = feasible.length > 0 ? feasible : all.slice(0, 1);
    let step = 0;
    let inRow = 0;
    return {
      decide: () => steps[step]!.index,
      review({ confidence }) {
        inRow = confidence >= sure ? inRow + 1 : 0;
        if (inRow === 0) step = 0;
        else if (inRow % patience === 0) step = Math.min(steps.length - 1, step + 1);
        return -1;
      },
      reset() {
        step = 0;
        inRow = 0;
      },
      uses: steps.map((option) => option.index),
      cost: { decideOperations: 2, reviewOperations: 8 },
    };
  },
};
