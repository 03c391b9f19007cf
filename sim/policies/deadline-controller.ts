import { choicesOf } from './choose-static.ts';
import type { Option, PolicyDefinition } from './policy.ts';
import { valuesOf } from './policy-parameter.ts';

/** ALERT's filter adapts its process noise (see KalmanSlowDown); here it is fixed. */
const parameters = {
  processNoise: {
    unit: '1',
    low: 1e-8,
    high: 1,
    default: 1e-4,
    meaning: 'Variance that the slow-down gains from pass to pass.',
  },
  measurementNoise: {
    unit: '1',
    low: 1e-8,
    high: 1,
    default: 1e-2,
    meaning: 'Variance of one observed slow-down about the true one.',
  },
  headRoom: {
    unit: '1',
    low: 0,
    high: 10,
    default: 2,
    meaning: 'Standard deviations of the estimate that are added to it.',
  },
} as const;

/**
 * The most accurate option that is expected to end in time, given the queue: a Kalman filter estimates how much slower
 * (or faster, where gates skip work) passes are than on validation data, and the requests that wait must still be able
 * to end in time with the fastest option.
 */
export const deadlineController: PolicyDefinition = {
  id: 'deadline-controller',
  title: 'Deadline controller',
  source: 'ALERT (Wan et al., USENIX ATC 2020) and NestDNN (Fang et al., MobiCom 2018)',
  signal: 'deadline, queue, observed slow-down',
  adaptive: true,
  charge: '12 + 4 n a decision, 12 a result',
  parameters,
  create(context, given) {
    const { processNoise, measurementNoise, headRoom } = valuesOf(parameters, given);
    const frontier = accuracyFrontier(choicesOf(context));
    const fastest = frontier.at(-1)!;
    const expectedNs = new Map(frontier.map((option) => [option.index, option.meanServiceNs]));
    let slowDown = 1;
    let variance = 0.1;
    return {
      decide({ deadlineLeftNs, queueLength }) {
        const factor = slowDown + headRoom * Math.sqrt(variance + measurementNoise * variance);
        const budgetNs = deadlineLeftNs - queueLength * fastest.meanServiceNs * factor;
        for (const option of frontier) if (option.meanServiceNs * factor <= budgetNs) return option.index;
        return fastest.index;
      },
      review({ option, serviceNs }) {
        const predicted = variance + processNoise;
        const gain = predicted / (predicted + measurementNoise);
        slowDown += gain * (serviceNs / expectedNs.get(option)! - slowDown);
        variance = (1 - gain) * predicted;
        return -1;
      },
      reset() {
        slowDown = 1;
        variance = 0.1;
      },
      uses: frontier.map((option) => option.index),
      cost: { decideOperations: 12 + 4 * frontier.length, reviewOperations: 12 },
    };
  },
};

/** Options that no faster one equals in accuracy, most accurate (and slowest) first. */
function accuracyFrontier(options: readonly Option[]): Option[] {
  const fastFirst = [...options].sort(
    (a, b) =>
      a.meanServiceNs - b.meanServiceNs || b.validationAccuracy - a.validationAccuracy || a.index - b.index,
  );
  const frontier: Option[] = [];
  let best = -1;
  for (const option of fastFirst) {
    if (option.validationAccuracy <= best) continue;
    best = option.validationAccuracy;
    frontier.unshift(option);
  }
  return frontier;
}
