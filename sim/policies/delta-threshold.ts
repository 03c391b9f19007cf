import { choicesOf, isFeasible } from './choose-static.ts';
import { climbParameters, climbWhileSure } from './climb-while-sure.ts';
import type { PolicyDefinition } from './policy.ts';

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
  parameters: climbParameters,
  create(context, given) {
    const all = choicesOf(context)
      .filter(({ traits }) => traits?.deltaThreshold !== undefined && traits.masked === undefined)
      .sort((a, b) => a.traits!.deltaThreshold! - b.traits!.deltaThreshold! || a.index - b.index);
    const feasible = all.filter((option) => isFeasible(option, context));
    return climbWhileSure(feasible.length > 0 ? feasible : all.slice(0, 1), given);
  },
};
