import type { Option, PolicyContext } from './policy.ts';

/** By sample of the validation data: which step of a cascade answers. @param threshold in [0, 1] */
export function takenExit(
  steps: readonly Option[],
  threshold: number,
  { validation: { sampleCount, confidence } }: Pick<PolicyContext, 'validation'>,
): (sample: number) => Option {
  const least = threshold * 65535;
  return (sample) =>
    steps.find((option) => confidence[option.index * sampleCount + sample]! >= least) ?? steps.at(-1)!;
}
