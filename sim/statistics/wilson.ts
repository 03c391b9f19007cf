/** An interval of a share, both ends in [0, 1]. */
export interface ShareInterval {
  readonly low: number;
  readonly high: number;
}

/** Two-sided 95% quantile of the normal distribution. */
const z95 = 1.959963984540054;

/**
 * Wilson's 95% interval of a share (Wilson, JASA 22, 1927): holds near 0 and 1, where the usual one fails.
 * @param share observed share @param trials independent trials behind it; 0 gives [0, 1]
 */
export function wilson(share: number, trials: number): ShareInterval {
  if (!(trials > 0)) return { low: 0, high: 1 };
  const zz = (z95 * z95) / trials;
  const centre = share + zz / 2;
  const half = z95 * Math.sqrt((share * (1 - share)) / trials + (zz / trials) * 0.25);
  return { low: Math.max(0, (centre - half) / (1 + zz)), high: Math.min(1, (centre + half) / (1 + zz)) };
}
