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
      'Confidence from which an exit is taken; 0: the least that keeps the accuracy floor on validation data.',
  },
} as const;

/**
 * Takes the first exit that is sure enough. Going on to a later exit costs the steps, or the operators, in between; in
 * batches, on replicas and under a governor a pass to a later exit is charged in full. Where several levels or thresholds
 * have exits, it keeps to one, with nothing masked: of those that hold the floor on validation data that of the cheapest pilot run (the
 * fastest, where energies are alike), else the most accurate.
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
    const exits = choicesOf(context).filter(
      ({ traits }) => traits?.exit !== undefined && traits.masked === undefined,
    );
    return bestCascade(
      cascadesByLevel(exits, ({ traits }) => traits!.exit!),
      threshold,
      context,
    );
  },
};
