import { normalQuantile } from '../engine/random/normal-quantile.ts';
import { AccuracyAccount } from './accuracy-account.ts';
import { choicesOf } from './choose-static.ts';
import { KalmanSlowDown } from './kalman-slow-down.ts';
import type { PolicyDefinition } from './policy.ts';
import { valuesOf } from './policy-parameter.ts';
import { safeAccuracy } from './safe-accuracy.ts';

const parameters = {
  quantile: {
    unit: '1',
    low: 0.5,
    high: 0.9999,
    default: 0.99,
    meaning: 'Probability with which a pass should end in time, by the estimate of the slow-down.',
  },
  window: {
    unit: '1',
    low: 1,
    high: 100_000,
    default: 200,
    whole: true,
    meaning: 'Requests over which the accuracy floor is kept in the mean.',
  },
  processNoise: {
    unit: '1',
    low: 1e-8,
    high: 1,
    default: 1e-4,
    meaning: 'Least variance that the slow-down gains from pass to pass.',
  },
  measurementNoise: {
    unit: '1',
    low: 1e-8,
    high: 1,
    default: 1e-3,
    meaning: 'Variance of one observed slow-down about the true one.',
  },
} as const;

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
  parameters,
  create(context, given) {
    const { quantile, window, ...noise } = valuesOf(parameters, given);
    const deviations = quantile === 0.5 ? 0 : normalQuantile(quantile);
    const options = choicesOf(context).map((option) => ({ option, safe: safeAccuracy(option, context) }));
    const cheapFirst = [...options].sort(
      (a, b) => a.option.pilotEnergyJ - b.option.pilotEnergyJ || a.option.index - b.option.index,
    );
    const fastest = options.reduce((a, b) => (b.option.meanServiceNs < a.option.meanServiceNs ? b : a));
    const byIndex = new Map(options.map((entry) => [entry.option.index, entry]));
    const filter = new KalmanSlowDown({ ...noise, forgetting: 0.3 });
    const account = new AccuracyAccount(context.accuracyFloor, window);
    return {
      decide({ deadlineLeftNs, queueLength }) {
        const budgetNs = deadlineLeftNs - queueLength * fastest.option.meanServiceNs * filter.mean;
        const factor = filter.mean + deviations * filter.deviation;
        let chosen = fastest;
        let surest = -1;
        for (const entry of cheapFirst) {
          if (entry.option.meanServiceNs * factor > budgetNs) continue;
          if (account.allows(entry.safe)) {
            chosen = entry;
            break;
          }
          if (entry.safe <= surest) continue;
          surest = entry.safe;
          chosen = entry;
        }
        account.book(chosen.safe);
        return chosen.option.index;
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
