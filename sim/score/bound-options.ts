import type { CellRun } from '../scenario/simulate/cell-run.ts';
import type { OptionCosts } from '../scenario/simulate/option-costs.ts';

/**
 * Costs of all passes that a run could make with some options. Under a governor a pass at another clock is one more, so
 * that a bound over them holds for every governor. @param list indices of options
 */
export function boundOptions(
  { target, built, shares }: CellRun,
  list: readonly number[],
): readonly OptionCosts[] {
  const { clocks } = target.units[0]!;
  return list.flatMap((index) => {
    const { atClock, test } = built[index]!;
    if (shares) return shares[index]!;
    return atClock && clocks ? clocks.hz.map((_, clock) => atClock(clock).test) : [test!];
  });
}
