import { normalQuantile } from '../engine/random/normal-quantile.ts';
import { AccuracyAccount } from './accuracy-account.ts';
import { budgetParameters } from './budget-parameters.ts';
import { chooseInBudget } from './choose-in-budget.ts';
import { choicesOf } from './choose-static.ts';
import { KalmanSlowDown } from './kalman-slow-down.ts';
import type { PolicyDefinition } from './policy.ts';
import { valuesOf } from './policy-parameter.ts';
import { safeAccuracy } from './safe-accuracy.ts';

/**
 * The cheapest option that ends in time with a given probability and keeps the accuracy floor in the mean. A Kalman
 * filter estimates the slow-down of passes and how far it may be off; accurate options earn credit that cheaper ones
 * spend. Where no option in time keeps the floor, the most accurate one in time; where none is in time, the fastest.
 */
export const budgetController: PolicyDefinition = {
  id: 'budget-controller',
  title: 'Budget controller',
  source: 'ALERT (Wan et al., USENIX ATC 2020); resource budgets of NestDNN (Fang et al., MobiCom 2018)',
  signal: 'deadline, queue, observed slow-down, accuracy credit',
  adaptive: true,
  charge: '16 + 5 n a decision, 18 a result',
  parameters: budgetParameters,
  create(context, given) {
    const { quantile, window, ...noise } = valuesOf(budgetParameters, given);
    const deviations = quantile === 0.5 ? 0 : normalQuantile(quantile);
    const options = choicesOf(context).map((option) => ({
      option,
      mostNs: option.meanServiceNs,
      safe: safeAccuracy(option, context),
    }));
    const cheapFirst = [...options].sort(
      (a, b) => a.option.pilotEnergyJ - b.option.pilotEnergyJ || a.option.index - b.option.index,
    );
    const fastest = options.reduce((a, b) => (b.mostNs < a.mostNs ? b : a));
    const byIndex = new Map(options.map((entry) => [entry.option.index, entry]));
    const filter = new KalmanSlowDown({ ...noise, forgetting: 0.3 });
    const account = new AccuracyAccount(context.accuracyFloor, window);
    return {
      decide({ deadlineLeftNs, queueLength }) {
        const budgetNs = deadlineLeftNs - queueLength * fastest.mostNs * filter.mean;
        const factor = filter.mean + deviations * filter.deviation;
        return chooseInBudget(cheapFirst, fastest, { budgetNs, factor }, account).option.index;
      },
      review({ option, serviceNs, deadlineLeftNs }) {
        const { option: used, safe } = byIndex.get(option)!;
        filter.observe(serviceNs / used.meanServiceNs);
        if (deadlineLeftNs < 0) account.late(safe);
        return -1;
      },
      reset() {
        filter.reset();
        account.reset();
      },
      uses: options.map(({ option }) => option.index),
      cost: { decideOperations: 16 + 5 * options.length, reviewOperations: 18 },
    };
  },
};
