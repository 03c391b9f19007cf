/**
 * The difficulty process of *degraded MNIST*: conditions under which a digit is seen, how hard each is, and the
 * Markov chain by which one follows another over the hour. Everything here is our own choice, set so that a dense
 * network is right at least 97% of the time; it is not a recording of any camera.
 */
export interface Condition {
  readonly name: 'clear' | 'dusk' | 'fog' | 'shake' | 'night';
  /** Share of time (and of samples) in this condition; the shares sum to 1. */
  readonly share: number;
  /** Largest shift in whole pixels, either way, on both axes. */
  readonly maxShiftPx: number;
  /** Fewest and most passes of the binomial (1 2 1)/4 blur. */
  readonly blurPasses: readonly [number, number];
  /** Smallest and largest gain on the grey values (1 = unchanged). */
  readonly gain: readonly [number, number];
  /** Smallest and largest standard deviation of additive noise, in grey levels of 255. */
  readonly noiseGrey: readonly [number, number];
}

export const conditions: readonly Condition[] = [
  { name: 'clear', share: 0.4, maxShiftPx: 0, blurPasses: [0, 0], gain: [1, 1], noiseGrey: [0, 0] },
  { name: 'dusk', share: 0.2, maxShiftPx: 1, blurPasses: [0, 1], gain: [0.2, 0.5], noiseGrey: [12, 28] },
  { name: 'fog', share: 0.15, maxShiftPx: 1, blurPasses: [5, 12], gain: [0.4, 0.8], noiseGrey: [6, 14] },
  { name: 'shake', share: 0.15, maxShiftPx: 6, blurPasses: [1, 4], gain: [0.8, 1], noiseGrey: [8, 24] },
  { name: 'night', share: 0.1, maxShiftPx: 2, blurPasses: [1, 3], gain: [0.15, 0.35], noiseGrey: [14, 28] },
];
