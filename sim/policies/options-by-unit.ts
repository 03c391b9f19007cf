import { chooseStatic } from './choose-static.ts';
import type { Option, PolicyContext } from './policy.ts';

/**
 * The best single option of each unit, and of each pair that a network is split between, in the order of the units' first options: what a policy sends there. On units
 * that keep neither floor nor misses alone it is the most often right and in time.
 */
export function optionsByUnit(context: PolicyContext): readonly Option[] {
  const choices = context.choices.map((index) => context.options[index]!);
  const units = [...new Set(choices.map(({ unit }) => unit))];
  return units.map(
    (unit) =>
      chooseStatic(
        choices.filter((option) => option.unit === unit),
        context,
      ).option,
  );
}
