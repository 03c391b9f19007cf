import type { Option, PolicyContext } from './policy.ts';

/** Share of the validation data that a cascade answers rightly. @param threshold in [0, 1] */
export function cascadeAccuracy(
  steps: readonly Option[],
  threshold: number,
  { validation }: Pick<PolicyContext, 'validation'>,
): number {
  const { sampleCount, correct, confidence } = validation;
  const least = threshold * 65535;
  let right = 0;
  for (let sample = 0; sample < sampleCount; sample++) {
    const taken =
      steps.find((option) => confidence[option.index * sampleCount + sample]! >= least) ?? steps.at(-1)!;
    right += correct[taken.index * sampleCount + sample]!;
  }
  return right / sampleCount;
}
