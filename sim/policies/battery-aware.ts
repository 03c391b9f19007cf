import { choicesOf, chooseStatic, isFeasible } from './choose-static.ts';
import { fixedOption } from './fixed-option.ts';
import type { PolicyDefinition } from './policy.ts';

/** How far the charge may fall below its plan, as a share of the battery, before the cheapest option is used. */
const band = 0.05;

/**
 * Follows a plan by which the battery is empty at the end of the horizon, not before: on plan it runs the most accurate
 * feasible option, and the further the charge falls below, the cheaper the option.
 */
export const batteryAware: PolicyDefinition = {
  id: 'battery-aware',
  title: 'Battery aware',
  source: 'energy-budget scheduling as in Zygarde (Islam & Nirjon, IMWUT 2020), without harvesting',
  signal: 'battery charge, time',
  adaptive: true,
  create(context) {
    const choices = choicesOf(context);
    const best = chooseStatic(choices, context).option;
    if (!context.hasBattery) {
      return fixedOption(best, `there is no battery; acts as best-static (${best.id})`);
    }
    const feasible = choices.filter((option) => isFeasible(option, context));
    const ladder = (feasible.length > 0 ? feasible : choices)
      .filter(
        (o, _, all) =>
          !all.some((p) => p.pilotEnergyJ < o.pilotEnergyJ && p.validationAccuracy >= o.validationAccuracy),
      )
      .sort((a, b) => b.pilotEnergyJ - a.pilotEnergyJ || a.index - b.index);
    const cheapest = choices.reduce((a, b) => (b.pilotEnergyJ < a.pilotEnergyJ ? b : a));
    if (!ladder.includes(cheapest)) ladder.push(cheapest);
    return {
      decide({ batteryShare, timeNs }) {
        const planned = 1 - timeNs / context.horizonNs;
        const shortfall = (planned - batteryShare) / band;
        if (shortfall <= 0) return ladder[0]!.index;
        const step = Math.min(ladder.length - 1, Math.ceil(shortfall * (ladder.length - 1)));
        return ladder[step]!.index;
      },
      cost: { decideOperations: 12, reviewOperations: 0 },
      note: `${ladder[0]!.id} on plan, down to ${cheapest.id}`,
    };
  },
};
