import { log } from '../engine/random/portable-math.ts';
import { choicesOf, chooseStatic, isFeasible } from './choose-static.ts';
import { fixedOption } from './fixed-option.ts';
import type { PolicyDefinition } from './policy.ts';
import { valuesOf } from './policy-parameter.ts';

const parameters = {
  exploration: {
    unit: '1',
    low: 0,
    high: 10,
    default: 1,
    meaning: 'Factor on the confidence radius sqrt(2 ln t / n); 1 is UCB1.',
  },
  accuracyWeight: {
    unit: '1',
    low: 0,
    high: 1,
    default: 0.5,
    meaning: 'Weight of a sure answer in time against saved energy in the reward.',
  },
} as const;

/**
 * Learns online which option pays: UCB1 over the options that keep floor and miss budget on validation data (all,
 * where none does). Labels are not known at run time, so the reward of a pass is its confidence, 0 where it is late,
 * weighed against the energy saved on the dearest option; it lies in [0, 1].
 */
export const ucbBandit: PolicyDefinition = {
  id: 'ucb-bandit',
  title: 'UCB bandit',
  source: 'UCB1 (Auer et al., Machine Learning 2002) on operating points, as bandits on exits (DEE)',
  signal: 'confidence, lateness and service time of its own passes',
  adaptive: true,
  charge: '20 + 12 n a decision, 14 a result',
  parameters,
  create(context, given) {
    const { exploration, accuracyWeight } = valuesOf(parameters, given);
    const choices = choicesOf(context);
    const feasible = choices.filter((option) => isFeasible(option, context));
    const arms = feasible.length > 0 ? feasible : choices;
    if (arms.length === 1) {
      const { option } = chooseStatic(arms, context);
      return fixedOption(option, `there is one option to try, ${option.id}`);
    }
    const dearestJ = Math.max(...arms.map((arm) => arm.meanMarginalEnergyJ));
    const armOf = new Map(arms.map((arm, i) => [arm.index, i]));
    const pulls = new Float64Array(arms.length);
    const results = new Float64Array(arms.length);
    const rewards = new Float64Array(arms.length);
    let total = 0;
    const upperBound = (arm: number, logTotal: number) => {
      const mean = results[arm]! > 0 ? rewards[arm]! / results[arm]! : 1;
      return mean + exploration * Math.sqrt((2 * logTotal) / pulls[arm]!);
    };
    return {
      decide() {
        let best = pulls.indexOf(0);
        if (best < 0) {
          const logTotal = log(total);
          best = 0;
          for (let arm = 1; arm < arms.length; arm++)
            if (upperBound(arm, logTotal) > upperBound(best, logTotal)) best = arm;
        }
        pulls[best]!++;
        total++;
        return arms[best]!.index;
      },
      review({ option, confidence, serviceNs, deadlineLeftNs }) {
        const at = armOf.get(option)!;
        const { meanMarginalEnergyJ, meanServiceNs } = arms[at]!;
        const spentJ = meanMarginalEnergyJ * (meanServiceNs > 0 ? serviceNs / meanServiceNs : 1);
        const saved = dearestJ > 0 ? Math.max(0, 1 - spentJ / dearestJ) : 0;
        const sure = deadlineLeftNs < 0 ? 0 : confidence;
        rewards[at]! += accuracyWeight * sure + (1 - accuracyWeight) * saved;
        results[at]!++;
        return -1;
      },
      reset() {
        for (const counts of [pulls, results, rewards]) counts.fill(0);
        total = 0;
      },
      uses: arms.map((arm) => arm.index),
      cost: { decideOperations: 20 + 12 * arms.length, reviewOperations: 14 },
    };
  },
};
