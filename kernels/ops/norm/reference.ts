/** `layer` takes the mean out of the features first (LayerNorm); `rms` does not (RMSNorm). */
export type NormKind = 'layer' | 'rms';

/** gamma and beta [features], 1 and 0 where left out. */
export interface NormParameters {
  readonly gamma?: ArrayLike<number>;
  readonly beta?: ArrayLike<number>;
  /** Added to the variance, or to the mean square. Default 1e-5. */
  readonly epsilon?: number;
}

/**
 * gamma (x - mean) / sqrt(variance + epsilon) + beta over the features of one token, in float64; the variance divides by
 * the number of features.
 */
export function normReference(
  kind: NormKind,
  x: ArrayLike<number>,
  { gamma, beta, epsilon = 1e-5 }: NormParameters = {},
): Float64Array {
  const values = Float64Array.from(x);
  const average = (v: Float64Array) => v.reduce((a, b) => a + b, 0) / v.length;
  const mean = kind === 'layer' ? average(values) : 0;
  const by = 1 / Math.sqrt(average(values.map((v) => (v - mean) ** 2)) + epsilon);
  return values.map((v, i) => (gamma ? gamma[i]! : 1) * (v - mean) * by + (beta ? beta[i]! : 0));
}
