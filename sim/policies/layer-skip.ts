import { bestCascade } from './best-cascade.ts';
import { cascadesByLevel } from './cascades-by-level.ts';
import { choicesOf } from './choose-static.ts';
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

/**
 * Passes over as many residual branches as it may, and runs again with fewer left out where the answer is unsure. Each pass is
 * paid in full. Where several levels have such points it keeps to one: of those that hold the floor on validation data to that
 * of the cheapest pilot run, else to the most accurate.
 */
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
    const points = choicesOf(context).filter(({ traits }) => traits?.skippedLayers !== undefined);
    return bestCascade(
      cascadesByLevel(points, ({ traits }) => -traits!.skippedLayers!),
      threshold,
      context,
    );
  },
};
