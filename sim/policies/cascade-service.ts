import type { Option, PolicyContext } from './policy.ts';
import { takenExit } from './taken-exit.ts';

/** Mean time of a cascade on the validation data where going on costs the steps in between alone, ns. @param threshold in [0, 1] */
export function cascadeServiceNs(
  steps: readonly Option[],
  threshold: number,
  context: Pick<PolicyContext, 'validation'>,
): number {
  const { sampleCount } = context.validation;
  const taken = takenExit(steps, threshold, context);
  let ns = 0;
  for (let sample = 0; sample < sampleCount; sample++) ns += taken(sample).meanServiceNs;
  return ns / sampleCount;
}
