import type { Option, PolicyContext } from './policy.ts';
import { takenExit } from './taken-exit.ts';

/** Share of the validation data that a cascade answers rightly. @param threshold in [0, 1] */
export function cascadeAccuracy(
  steps: readonly Option[],
  threshold: number,
  context: Pick<PolicyContext, 'validation'>,
): number {
  const { sampleCount, correct } = context.validation;
  const taken = takenExit(steps, threshold, context);
  let right = 0;
  for (let sample = 0; sample < sampleCount; sample++)
    right += correct[taken(sample).index * sampleCount + sample]!;
  return right / sampleCount;
}
