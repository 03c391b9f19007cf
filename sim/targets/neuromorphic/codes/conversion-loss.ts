/** What conversion costs in accuracy, on the same samples. Shares, not percent. */
export interface ConversionLoss {
  readonly samples: number;
  readonly before: number;
  readonly after: number;
  /** Answers that did not change, right or wrong. */
  readonly alike: number;
  /** before - after, with a 95% interval for paired samples. */
  readonly loss: number;
  readonly low: number;
  readonly high: number;
}

const z95 = 1.959963984540054;

/**
 * Paired by sample: only samples on which one of the two is right count, so that a small loss shows on few samples
 * (McNemar 1947; variance of the difference of paired shares, with one added discordant pair so that none is not certain).
 * @param before, after, labels classes, one a sample
 */
export function conversionLoss(
  before: ArrayLike<number>,
  after: ArrayLike<number>,
  labels: ArrayLike<number>,
): ConversionLoss {
  const samples = labels.length;
  let rightBefore = 0;
  let rightAfter = 0;
  let alike = 0;
  let discordant = 0;
  for (let i = 0; i < samples; i++) {
    const was = before[i] === labels[i];
    const is = after[i] === labels[i];
    if (was) rightBefore++;
    if (is) rightAfter++;
    if (was !== is) discordant++;
    if (before[i] === after[i]) alike++;
  }
  const difference = rightBefore - rightAfter;
  const loss = difference / samples;
  const half = (z95 * Math.sqrt(Math.max(0, discordant + 1 - (difference * difference) / samples))) / samples;
  return {
    samples,
    before: rightBefore / samples,
    after: rightAfter / samples,
    alike: alike / samples,
    loss,
    low: loss - half,
    high: loss + half,
  };
}
