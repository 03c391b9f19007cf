import { wilson } from '../statistics/wilson.ts';
import type { Option, PolicyContext } from './policy.ts';

/** Thresholds that are tried: 0, 1/100, ... 99/100. */
const thresholds = 100;

/** By confidence, in units of 1/65535: how many of the thresholds it reaches. */
const reached = new Uint8Array(65536);
for (let confidence = 0, count = 0; confidence < reached.length; confidence++) {
  while (count < thresholds && (count / thresholds) * 65535 <= confidence) count++;
  reached[confidence] = count;
}

/**
 * The least threshold, in hundredths, at which the cascade keeps the accuracy floor on validation data (lower end of
 * the Wilson interval); 1, all steps for everyone, where none does.
 */
export function cascadeThreshold(
  steps: readonly Option[],
  context: Pick<PolicyContext, 'validation' | 'accuracyFloor'>,
): number {
  const { sampleCount } = context.validation;
  const right = rightByThreshold(steps, context);
  for (let hundredths = 0; hundredths < thresholds; hundredths++)
    if (wilson(right[hundredths]! / sampleCount, sampleCount).low >= context.accuracyFloor)
      return hundredths / thresholds;
  return 1;
}

/** Samples answered rightly at every threshold: a sample's step changes where the threshold passes its confidence, so one pass tells all. */
function rightByThreshold(
  steps: readonly Option[],
  { validation: { sampleCount, correct, confidence } }: Pick<PolicyContext, 'validation'>,
): Int32Array {
  const right = new Int32Array(thresholds + 1);
  const last = steps.length - 1;
  for (let sample = 0; sample < sampleCount; sample++) {
    let from = 0;
    for (let step = 0; step <= last && from < thresholds; step++) {
      const at = steps[step]!.index * sampleCount + sample;
      const to = step === last ? thresholds : reached[confidence[at]!]!;
      if (to <= from) continue;
      right[from]! += correct[at]!;
      right[to]! -= correct[at]!;
      from = to;
    }
  }
  for (let threshold = 1; threshold <= thresholds; threshold++) right[threshold]! += right[threshold - 1]!;
  return right;
}
