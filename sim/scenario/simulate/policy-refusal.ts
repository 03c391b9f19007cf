import type { PolicyDefinition } from '../../policies/policy.ts';
import type { BuiltOption, BuiltOptions } from './build-options.ts';

/** The option for whose sake a policy cannot run, or null when it can. */
export function policyRefusal(
  definition: PolicyDefinition,
  { options, choices }: BuiltOptions,
): BuiltOption | null {
  const needed =
    definition.optionId !== undefined
      ? options.filter((option) => option.id === definition.optionId)
      : definition.id === 'dense' && options.some((option) => option.role === 'dense')
        ? options.filter((option) => option.role === 'dense')
        : null;
  if (needed) return needed.some((option) => option.fit.fits) ? null : needed[0]!;
  if (choices.length > 0) return null;
  const ladder = options.filter((option) => option.role === 'ladder');
  return smallestOption(ladder.length > 0 ? ladder : options);
}

/** The option that needs the least memory. */
export function smallestOption(options: readonly BuiltOption[]): BuiltOption {
  return options.reduce((a, b) => (b.fit.peakMemoryBytes < a.fit.peakMemoryBytes ? b : a));
}
