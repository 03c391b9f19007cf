/** Variances of the filter, relative to a slow-down of 1, and how slowly the process noise is forgotten. */
export interface KalmanNoise {
  /** Least variance that the slow-down gains from one pass to the next. */
  readonly processNoise: number;
  /** Variance of one observed ratio about the true slow-down. */
  readonly measurementNoise: number;
  /** Share of the old process noise that is kept in every step, in [0, 1). */
  readonly forgetting: number;
}

/**
 * Estimates by how much passes are slower than on validation data: a scalar Kalman filter whose process noise follows
 * the corrections it makes, so that a sudden change is believed within a few passes (the form of ALERT, Wan et al.,
 * USENIX ATC 2020, section 3.3: Q = max(Q0, a Q + (1 - a) (K y)^2)). Only exactly rounded arithmetic.
 */
export class KalmanSlowDown {
  private readonly noise: KalmanNoise;
  private estimate = 1;
  private variance = 0;
  private process = 0;

  constructor(noise: KalmanNoise) {
    this.noise = noise;
    this.reset();
  }

  /** Observed over expected service time, filtered; 1 before the first pass. */
  get mean(): number {
    return this.estimate;
  }

  /** Standard deviation of the next observed ratio about `mean`. */
  get deviation(): number {
    return Math.sqrt(this.variance + this.process + this.noise.measurementNoise);
  }

  /** @param ratio observed over expected service time of a pass */
  observe(ratio: number): void {
    const predicted = this.variance + this.process;
    const gain = predicted / (predicted + this.noise.measurementNoise);
    const correction = gain * (ratio - this.estimate);
    this.estimate += correction;
    this.variance = (1 - gain) * predicted;
    const { forgetting, processNoise } = this.noise;
    this.process = Math.max(
      processNoise,
      forgetting * this.process + (1 - forgetting) * correction * correction,
    );
  }

  reset(): void {
    this.estimate = 1;
    this.variance = 0.1;
    this.process = this.noise.processNoise;
  }
}
