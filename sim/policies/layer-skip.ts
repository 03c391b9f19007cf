import { cascadeThreshold } from './cascade-threshold.ts';
import { choicesOf } from './choose-static.ts';
import { confidenceCascade } from './confidence-cascade.ts';
import type { PolicyDefinition } from './policy.ts';
import { valuesOf } from './policy-parameter.ts';

const parameters = {
  threshold: {
    unit: '1',
    low: 0,
    high: 1,
    default: 0,
    meaning:
      'Confidence from which an answer is taken; 0: the least that keeps the accuracy floor on validation data.',
  },
} as const;

/** Passes over as many layers as it may, and runs again with fewer left out where the answer is unsure. */
export const layerSkip: PolicyDefinition = {
  id: 'layer-skip',
  title: 'Layer skip (needs layer-skip points)',
  source: 'SkipNet (Wang et al., ECCV 2018), with confidence in place of its learned gate',
  signal: 'confidence of the pass',
  adaptive: true,
  charge: '6 a result',
  needs: ['layer-skip points'],
  parameters,
  create(context, given) {
    const { threshold } = valuesOf(parameters, given);
    const steps = choicesOf(context)
      .filter(({ traits }) => traits?.skippedLayers !== undefined)
      .sort((a, b) => b.traits!.skippedLayers! - a.traits!.skippedLayers! || a.index - b.index);
    return confidenceCascade(steps, threshold > 0 ? threshold : cascadeThreshold(steps, context));
  },
};
