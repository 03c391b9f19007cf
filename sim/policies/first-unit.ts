import type { PolicyContext } from './policy.ts';

/** Name of the unit at which requests arrive: where every split begins; without one, that of the first option. */
export function firstUnit({ options }: Pick<PolicyContext, 'options'>): string {
  const any = options.find((option) => option.split) ?? options[0]!;
  return any.split?.parts[0]?.unit ?? any.unit;
}
