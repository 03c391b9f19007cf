import { AccuracyAccount } from './accuracy-account.ts';
import { choicesOf } from './choose-static.ts';
import { energyLadder } from './energy-ladder.ts';
import { KalmanSlowDown } from './kalman-slow-down.ts';
import type { Option, PolicyDefinition } from './policy.ts';
import { valuesOf } from './policy-parameter.ts';
import { safeAccuracy } from './safe-accuracy.ts';

const parameters = {
  horizon: {
    unit: '1',
    low: 1,
    high: 32,
    default: 4,
    whole: true,
    meaning: 'Requests that are thought ahead, this one included.',
  },
  missPrice: {
    unit: '1',
    low: 0,
    high: 1000,
    default: 20,
    meaning: 'What a late answer costs, in passes of the dearest option.',
  },
  accuracyPrice: {
    unit: '1',
    low: 0,
    high: 100_000,
    default: 1000,
    meaning: 'What one more wrong answer than the floor allows costs, in passes of the dearest option.',
  },
  window: {
    unit: '1',
    low: 1,
    high: 100_000,
    default: 200,
    whole: true,
    meaning: 'Requests over which the accuracy floor is kept in the mean.',
  },
} as const;

/**
 * Thinks a few requests ahead before every pass: for each pair of an option now and an option for the rest of the
 * horizon (move blocking), it predicts when the requests that wait, and those that are due at the mean rate, would end,
 * and takes the first option of the cheapest pair. Energy, late answers and accuracy below the floor all cost. A Kalman
 * filter corrects the predicted times.
 */
export const modelPredictive: PolicyDefinition = {
  id: 'model-predictive',
  title: 'Model predictive',
  source: 'receding-horizon control with move blocking (Maciejowski 2002), model of ALERT',
  signal: 'deadline, queue, mean rate, observed slow-down, accuracy credit',
  adaptive: true,
  charge: '20 + 10 h n^2 a decision (h: horizon), 18 a result',
  parameters,
  create(context, given) {
    const { horizon, missPrice, accuracyPrice, window } = valuesOf(parameters, given);
    const { deadlineNs, meanInterarrivalNs, accuracyFloor } = context;
    const options = candidates(choicesOf(context));
    const safe = options.map((option) => safeAccuracy(option, context));
    const energyJ = options.map((option) => option.pilotEnergyJ);
    const dearestJ = Math.max(...energyJ);
    const at = new Map(options.map((option, i) => [option.index, i]));
    const filter = new KalmanSlowDown({ processNoise: 1e-4, measurementNoise: 1e-3, forgetting: 0.3 });
    const account = new AccuracyAccount(accuracyFloor, window);
    const serviceNs = options.map((option) => option.meanServiceNs);

    /** @param ageNs time since this request came @param waiting requests behind it */
    function costOf(first: number, rest: number, ageNs: number, waiting: number): number {
      let freeNs = 0;
      let costJ = 0;
      let credit = account.balance;
      for (let k = 0; k < horizon; k++) {
        const i = k === 0 ? first : rest;
        // Those that wait came after this one, taken as evenly since; further ones come at the mean rate.
        const dueNs = k <= waiting ? -ageNs * (1 - k / (waiting + 1)) : (k - waiting) * meanInterarrivalNs;
        const endNs = Math.max(freeNs, dueNs) + serviceNs[i]! * filter.mean;
        const late = endNs - dueNs > deadlineNs;
        freeNs = endNs;
        costJ += energyJ[i]! + (late ? missPrice * dearestJ : 0);
        credit += (late ? 0 : safe[i]!) - accuracyFloor;
      }
      return costJ + accuracyPrice * dearestJ * Math.max(0, -credit);
    }

    return {
      decide({ deadlineLeftNs, queueLength }) {
        const ageNs = Math.max(0, deadlineNs - deadlineLeftNs);
        let best = 0;
        let bestJ = Number.POSITIVE_INFINITY;
        for (let first = 0; first < options.length; first++)
          for (let rest = 0; rest < options.length; rest++) {
            const costJ = costOf(first, rest, ageNs, queueLength);
            if (costJ >= bestJ) continue;
            bestJ = costJ;
            best = first;
          }
        account.book(safe[best]!);
        return options[best]!.index;
      },
      review({ option, serviceNs: tookNs, deadlineLeftNs }) {
        const i = at.get(option)!;
        filter.observe(tookNs / serviceNs[i]!);
        if (deadlineLeftNs < 0) account.late(safe[i]!);
        return -1;
      },
      reset() {
        filter.reset();
        account.reset();
      },
      uses: options.map((option) => option.index),
      cost: { decideOperations: 20 + 10 * horizon * options.length ** 2, reviewOperations: 18 },
    };
  },
};

/** Options that nothing beats in energy and accuracy, and the fastest; more would only cost predictions. */
function candidates(choices: readonly Option[]): Option[] {
  const fastest = choices.reduce((a, b) => (b.meanServiceNs < a.meanServiceNs ? b : a));
  return [...new Set([...energyLadder(choices), fastest])];
}
