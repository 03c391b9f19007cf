import { choicesOf, chooseStatic } from './choose-static.ts';
import { fixedOption } from './fixed-option.ts';
import type { PolicyDefinition } from './policy.ts';
import { valuesOf } from './policy-parameter.ts';

const parameters = {
  utility: {
    unit: '1',
    low: 0,
    high: 1,
    default: 0.9,
    meaning: 'Confidence from which the optional part would add nothing.',
  },
  reserve: {
    unit: '1',
    low: 0,
    high: 1,
    default: 0.4,
    meaning: 'Share of the store that is kept for mandatory parts while nothing is harvested.',
  },
} as const;

/**
 * Imprecise tasks on harvested energy: every request gets its mandatory part, the cheapest option; the optional part, a
 * second pass with the best static option, is run for unsure answers only while the store holds more than a reserve.
 * The reserve shrinks while energy comes in, by the share of the times so far at which it still came in at the next
 * request (the paper's eta factor); a store that is nearly full goes straight to the better option.
 */
export const harvestScheduler: PolicyDefinition = {
  id: 'harvest-scheduler',
  title: 'Energy-harvesting scheduler',
  source: 'Zygarde (Islam & Nirjon, IMWUT 2020): imprecise tasks with an eta factor, first come first served',
  signal: 'stored energy, harvested power, confidence',
  adaptive: true,
  charge: '14 a decision, 8 a result',
  needs: ['harvest'],
  parameters,
  create(context, given) {
    const { utility, reserve } = valuesOf(parameters, given);
    const choices = choicesOf(context);
    const better = chooseStatic(choices, context).option;
    const mandatory = choices.reduce((a, b) => (b.meanMarginalEnergyJ < a.meanMarginalEnergyJ ? b : a));
    if (mandatory === better)
      return fixedOption(better, `the cheapest option is the best static one (${better.id}); keeps to it`);
    let stored = 0;
    let wasOn = false;
    let times = 0;
    let stayed = 0;
    let kept = reserve;
    return {
      decide({ batteryShare, harvestW }) {
        const isOn = harvestW > 0;
        if (wasOn) {
          times++;
          if (isOn) stayed++;
        }
        wasOn = isOn;
        // Nothing is known before the first time: the whole reserve is kept.
        kept = isOn && times > 0 ? reserve * (1 - stayed / times) : reserve;
        stored = batteryShare;
        return isOn && batteryShare > 0.95 ? better.index : mandatory.index;
      },
      review({ option, confidence, deadlineLeftNs }) {
        if (option !== mandatory.index || confidence >= utility) return -1;
        const fits = better.meanServiceNs <= deadlineLeftNs;
        return fits && stored > kept ? better.index : -1;
      },
      reset() {
        stored = 0;
        wasOn = false;
        times = 0;
        stayed = 0;
        kept = reserve;
      },
      uses: [mandatory.index, better.index],
      cost: { decideOperations: 14, reviewOperations: 8 },
      note: `${mandatory.id} first, then ${better.id} when unsure and the store allows it`,
    };
  },
};
