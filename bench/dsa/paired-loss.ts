import type { Estimate } from '../../sim/statistics/estimate.ts';
import { studentTQuantile } from '../../sim/statistics/student-t.ts';

/** Right (1) or wrong (0) answers of two networks of one seed to the same questions. */
export interface AnswerPair {
  readonly reference: ArrayLike<number>;
  readonly network: ArrayLike<number>;
}

/** How answers count: weights in sum 1, and which answers belong to one sample and are not independent. */
export interface AnswerWeights {
  readonly weights: ArrayLike<number> | null;
  /** [samples + 1]; null: every answer is a sample. */
  readonly starts: ArrayLike<number> | null;
}

/**
 * Points of accuracy lost against a reference, with a 95% interval for other test samples and other seeds.
 *
 * d[s][i] is right(reference) - right(network) of seed s at answer i, m[s] its weighted mean, m the mean of the m[s]. The
 * half width is sqrt((t(0.975, S - 1) sd(m[s]))^2 / S + 1.96^2 v), with v the variance of the mean over samples of the
 * differences that are averaged over seeds: n / (n - 1) times the sum over samples of
 * (the sum over its answers of w[i] (d[i] - m))^2. What samples and seeds share in the noise counts in both
 * parts, which errs to the wide side. With one seed only the second part is there, and says nothing of other seeds.
 * @throws RangeError without seeds, or for answers that do not belong together
 */
export function pairedLoss(pairs: readonly AnswerPair[], { weights, starts }: AnswerWeights): Estimate {
  const answers = pairs[0]?.reference.length ?? 0;
  const odd = pairs.some(
    ({ reference, network }) => reference.length !== answers || network.length !== answers,
  );
  if (answers === 0 || odd) {
    throw new RangeError(
      `answers of ${pairs.length} seeds to ${pairs.map(({ network }) => network.length).join(', ')} questions; all need the same`,
    );
  }
  const weight = (i: number) => weights?.[i] ?? 1 / answers;
  const seeds = pairs.length;
  const average = new Float64Array(answers);
  const means = pairs.map(({ reference, network }) => {
    let mean = 0;
    for (let i = 0; i < answers; i++) {
      const difference = reference[i]! - network[i]!;
      average[i]! += difference / seeds;
      mean += weight(i) * difference;
    }
    return mean;
  });
  const value = means.reduce((sum, mean) => sum + mean, 0) / seeds;
  const samples = starts ? starts.length - 1 : answers;
  let squares = 0;
  for (let s = 0; s < samples; s++) {
    let part = 0;
    const [from, to] = starts ? [starts[s]!, starts[s + 1]!] : [s, s + 1];
    for (let i = from; i < to; i++) part += weight(i) * (average[i]! - value);
    squares += part * part;
  }
  const ofSamples = samples > 1 ? (1.959963984540054 ** 2 * squares * samples) / (samples - 1) : 0;
  const ofSeeds =
    seeds > 1
      ? (studentTQuantile(0.975, seeds - 1) ** 2 *
          means.reduce((sum, mean) => sum + (mean - value) ** 2, 0)) /
        (seeds - 1) /
        seeds
      : 0;
  const half = 100 * Math.sqrt(ofSamples + ofSeeds);
  return { value: 100 * value, low: 100 * value - half, high: 100 * value + half };
}
