import { choicesOf } from './choose-static.ts';
import { cascadeThreshold, confidenceCascade } from './confidence-cascade.ts';
import type { PolicyDefinition } from './policy.ts';
import { valuesOf } from './policy-parameter.ts';

const parameters = {
  threshold: {
    unit: '1',
    low: 0,
    high: 1,
    default: 0,
    meaning:
      'Confidence from which an exit is taken; 0: the least that keeps the accuracy floor on validation data.',
  },
} as const;

/**
 * Takes the first exit that is sure enough. A pass to a later exit is charged in full, because no outcome table says
 * yet what going on from an earlier exit costs: an upper bound on the policy's energy.
 */
export const earlyExit: PolicyDefinition = {
  id: 'early-exit',
  title: 'Early exit (needs exit points)',
  source: 'BranchyNet (Teerapittayanon et al., ICPR 2016)',
  signal: 'confidence at each exit',
  adaptive: true,
  charge: '6 a result',
  needs: ['exit points'],
  parameters,
  create(context, given) {
    const { threshold } = valuesOf(parameters, given);
    const exits = choicesOf(context)
      .filter(({ traits }) => traits?.exit !== undefined)
      .sort((a, b) => a.traits!.exit! - b.traits!.exit! || a.index - b.index);
    return confidenceCascade(exits, threshold > 0 ? threshold : cascadeThreshold(exits, context));
  },
};
