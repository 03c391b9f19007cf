import { wilson } from '../statistics/wilson.ts';
import { alikeEnergy } from './alike-energy.ts';
import { cascadeAccuracy } from './cascade-accuracy.ts';
import { cascadeServiceNs } from './cascade-service.ts';
import { cascadeThreshold } from './cascade-threshold.ts';
import { choicesOf } from './choose-static.ts';
import { confidenceCascade } from './confidence-cascade.ts';
import type { Option, Policy, PolicyContext, PolicyDefinition } from './policy.ts';
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
 * Takes the first exit that is sure enough. Going on to a later exit of a spiking network costs the steps in between;
 * elsewhere a pass to a later exit is charged in full, an upper bound on the policy's energy. Where several levels or thresholds have exits,
 * it keeps to one, with nothing masked: of those that hold the floor on validation data that of the cheapest pilot run (the fastest,
 * where energies are alike), else the most accurate.
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
    const made = networksOf(context).map((exits) => {
      const sure = threshold > 0 ? threshold : cascadeThreshold(exits, context);
      return {
        policy: confidenceCascade(exits, sure),
        accuracy: cascadeAccuracy(exits, sure, context),
        serviceNs: cascadeServiceNs(exits, sure, context),
      };
    });
    return made.length === 1 ? made[0]!.policy : best(made, context);
  },
};

/** Lists of exits from the first to the last: one, unless several levels or thresholds have the same exits; then one each. */
function networksOf(context: PolicyContext): readonly (readonly Option[])[] {
  const exit = ({ traits }: Option) => traits!.exit!;
  const exits = choicesOf(context)
    .filter(({ traits }) => traits?.exit !== undefined && traits.masked === undefined)
    .sort((a, b) => exit(a) - exit(b) || a.index - b.index);
  if (new Set(exits.map(exit)).size === exits.length) return [exits];
  const lists = new Map<string, Option[]>();
  for (const option of exits) {
    const key = JSON.stringify([
      option.network,
      option.unit,
      option.levels,
      option.gates,
      thresholdOf(option),
    ]);
    lists.set(key, [...(lists.get(key) ?? []), option]);
  }
  return [...lists.values()];
}

const thresholdOf = ({ traits }: Option): number => traits?.thresholdFactor ?? 1;

function best(
  made: readonly { readonly policy: Policy; readonly accuracy: number; readonly serviceNs: number }[],
  context: PolicyContext,
): Policy {
  const { accuracyFloor, missBudget, validation } = context;
  const tried = made.map((each) => ({ ...each, ...context.pilot(each.policy), right: each.accuracy }));
  const kept = tried.filter(
    ({ right, missShare }) =>
      wilson(right, validation.sampleCount).low >= accuracyFloor && missShare <= missBudget,
  );
  const energy = (a: (typeof tried)[number], b: (typeof tried)[number]) =>
    a.energyPerInferenceJ - b.energyPerInferenceJ;
  if (kept.length > 0) {
    const least = Math.min(...kept.map(({ energyPerInferenceJ }) => energyPerInferenceJ));
    const cheapest = kept.filter(({ energyPerInferenceJ: each }) => each <= least * (1 + alikeEnergy));
    return cheapest.sort((a, b) => a.serviceNs - b.serviceNs)[0]!.policy;
  }
  return tried.sort((a, b) => b.right * (1 - b.missShare) - a.right * (1 - a.missShare) || energy(a, b))[0]!
    .policy;
}
