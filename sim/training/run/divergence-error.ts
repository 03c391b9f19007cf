/** A loss that is no number any more, or has risen far above where it began. */
export class DivergenceError extends Error {
  readonly step: number;

  constructor(step: number, loss: number) {
    super(
      `the loss is ${loss} at step ${step}: training has diverged; a lower optimiser.rate, a longer schedule.warmUp or ` +
        `clipNorm helps`,
    );
    this.name = 'DivergenceError';
    this.step = step;
  }
}
