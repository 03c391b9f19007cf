import { wilson } from '../statistics/wilson.ts';
import type { Option, Policy, PolicyContext } from './policy.ts';

/**
 * Steps through options from the cheapest to the most accurate until an answer is sure enough, as long as the next step
 * ends in time.
 * @param steps at least one
 * @param threshold confidence in [0, 1] from which an answer is taken
 */
export function confidenceCascade(steps: readonly Option[], threshold: number): Policy {
  const next = new Map(steps.slice(1).map((option, i) => [steps[i]!.index, option]));
  return {
    decide: () => steps[0]!.index,
    review({ option, confidence, deadlineLeftNs }) {
      const further = next.get(option);
      if (!further || confidence >= threshold) return -1;
      return further.meanServiceNs <= deadlineLeftNs ? further.index : -1;
    },
    uses: steps.map((option) => option.index),
    cost: { decideOperations: 0, reviewOperations: 6 },
    note: `${steps.map((option) => option.id).join(', ')}; on to the next below confidence ${threshold.toFixed(3)}`,
  };
}

/**
 * The least threshold, in hundredths, at which the cascade keeps the accuracy floor on validation data (lower end of
 * the Wilson interval); 1, all steps for everyone, where none does.
 */
export function cascadeThreshold(
  steps: readonly Option[],
  { validation, accuracyFloor }: Pick<PolicyContext, 'validation' | 'accuracyFloor'>,
): number {
  const { sampleCount, correct, confidence } = validation;
  for (let hundredths = 0; hundredths < 100; hundredths++) {
    const least = (hundredths / 100) * 65535;
    let right = 0;
    for (let sample = 0; sample < sampleCount; sample++) {
      const taken =
        steps.find((option) => confidence[option.index * sampleCount + sample]! >= least) ?? steps.at(-1)!;
      right += correct[taken.index * sampleCount + sample]!;
    }
    if (wilson(right / sampleCount, sampleCount).low >= accuracyFloor) return hundredths / 100;
  }
  return 1;
}
