import { choicesOf, chooseStatic, isFeasible } from './choose-static.ts';
import { savingSteps } from './energy-ladder.ts';
import { fixedOption } from './fixed-option.ts';
import type { PolicyDefinition } from './policy.ts';
import { valuesOf } from './policy-parameter.ts';

const parameters = {
  band: {
    unit: '1',
    low: 0.001,
    high: 0.5,
    default: 0.05,
    meaning:
      'How far the charge may fall below its plan, as a share of the battery, before the cheapest option is used. The plan leaves as much at the end of the horizon: a run that follows it at the lower edge still ends with charge.',
  },
} as const;

/**
 * Follows a plan by which the charge lasts to the end of the horizon: on plan it runs the most accurate feasible
 * option, and the further the charge falls below, the cheaper the option.
 */
export const batteryAware: PolicyDefinition = {
  id: 'battery-aware',
  title: 'Battery aware',
  source: 'energy-budget scheduling as in Zygarde (Islam & Nirjon, IMWUT 2020), without harvesting',
  signal: 'battery charge, time',
  adaptive: true,
  charge: '12 a decision',
  parameters,
  create(context, given) {
    const { band } = valuesOf(parameters, given);
    const choices = choicesOf(context);
    const best = chooseStatic(choices, context).option;
    if (!context.hasBattery) {
      return fixedOption(best, `there is no battery; acts as best-static (${best.id})`);
    }
    const ladder = savingSteps(
      choices,
      choices.filter((option) => isFeasible(option, context)),
    );
    if (ladder.length === 1) {
      return fixedOption(ladder[0]!, `no option is cheaper than ${ladder[0]!.id}; keeps to it`);
    }
    return {
      decide({ batteryShare, timeNs }) {
        const planned = 1 - (1 - band) * (timeNs / context.horizonNs);
        const shortfall = (planned - batteryShare) / band;
        if (shortfall <= 0) return ladder[0]!.index;
        const step = Math.min(ladder.length - 1, Math.ceil(shortfall * (ladder.length - 1)));
        return ladder[step]!.index;
      },
      uses: ladder.map((option) => option.index),
      cost: { decideOperations: 12, reviewOperations: 0 },
      note: `${ladder[0]!.id} on plan, down to ${ladder.at(-1)!.id}`,
    };
  },
};
