/** Parameters of controllers that keep a deadline by an estimated slow-down and an accuracy floor in the mean. */
export const budgetParameters = {
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
