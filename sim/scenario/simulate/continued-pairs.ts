import type { BuiltOption } from './build-options.ts';
import type { ContinuedPair } from './continuations.ts';

/**
 * The pairs of options of which the second goes on with the first: the same network, level and mask, read later, or answered
 * at a later exit. The head of an exit that was not taken has been paid for.
 */
export function continuedPairs(
  options: readonly BuiltOption[],
  split: 'validation' | 'test',
): readonly ContinuedPair[] {
  const networks = options.map(({ network, unit, plan: { point } }) => {
    const { id, steps, exit, ...rest } = point;
    return JSON.stringify([network, unit, rest]);
  });
  return options.flatMap((first, from) =>
    options.flatMap((second, to): ContinuedPair[] => {
      if (networks[from] !== networks[to] || !isLater(first, second)) return [];
      const { exit } = first.plan.point;
      if (exit === undefined || !second.afterExit) return [{ from, to }];
      return [{ from, to, whole: second.afterExit(exit)[split] }];
    }),
  );
}

function isLater({ plan: { point: first } }: BuiltOption, { plan, traits }: BuiltOption): boolean {
  const { point: second } = plan;
  if (first.steps !== undefined && second.steps !== undefined) return first.steps < second.steps;
  return first.exit !== undefined && traits?.exit !== undefined && first.exit < traits.exit;
}
