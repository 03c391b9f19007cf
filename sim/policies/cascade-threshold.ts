import { wilson } from '../statistics/wilson.ts';
import { cascadeAccuracy } from './cascade-accuracy.ts';
import type { Option, PolicyContext } from './policy.ts';

/**
 * The least threshold, in hundredths, at which the cascade keeps the accuracy floor on validation data (lower end of
 * the Wilson interval); 1, all steps for everyone, where none does.
 */
export function cascadeThreshold(
  steps: readonly Option[],
  context: Pick<PolicyContext, 'validation' | 'accuracyFloor'>,
): number {
  const { sampleCount } = context.validation;
  for (let hundredths = 0; hundredths < 100; hundredths++) {
    const right = cascadeAccuracy(steps, hundredths / 100, context);
    if (wilson(right, sampleCount).low >= context.accuracyFloor) return hundredths / 100;
  }
  return 1;
}
