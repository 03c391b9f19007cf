/** Priors of the model of an NPU's operating points, as logarithms. */
export const npuPriors = {
  /** Cycles and joules per volt squared of one network: whatever its rows say. */
  cycles: { mean: Math.log(1e5), spread: 5 },
  jouleAtOneVolt: { mean: Math.log(1e-4), spread: 5 },
  /** Seconds of one inference that do not scale with the clock: hand-over between host and accelerator. Estimated. */
  handOver: { mean: Math.log(1e-4), spread: 0.7 },
  /** Leakage and always-on logic at 30 MHz, against what switches: a tenth. Estimated. */
  staticShare: { mean: Math.log(0.1), spread: 0.5 },
  /** Scatter of one measurement. */
  noise: 0.01,
};

/** Clock at which the static share is stated. */
export const staticShareClockHz = 30e6;
