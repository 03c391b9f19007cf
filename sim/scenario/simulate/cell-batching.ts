import type { Target } from '../../targets/target.ts';
import { batchPasses, leastShare } from './batch-passes.ts';
import type { Batching } from './batching.ts';
import type { BuiltOption } from './build-options.ts';
import type { CellInput } from './cell-input.ts';
import type { OptionCosts } from './option-costs.ts';

/** How requests share the passes of a cell's options; undefined where they do not. @throws RangeError as `batchPasses` does */
export function cellBatching(
  { input, target }: { readonly input: CellInput; readonly target: Target },
  options: readonly BuiltOption[],
  split: 'validation' | 'test',
): Batching | undefined {
  if (!input.batching) return undefined;
  const { most, waitUs } = input.batching;
  const passes = options.map((option) => batchPasses(target, option.plan, option[split]!, most));
  const { clocks } = target.units[0]!;
  const byClock =
    target.governor &&
    clocks?.hz.map((_, clock) =>
      options.map(({ plan, atClock }) => batchPasses(target, plan, atClock!(clock)[split], most, clock)),
    );
  return { most, waitNs: Math.round(waitUs * 1e3), passes, ...(byClock ? { byClock } : {}) };
}

/** [option][clock] the least that a sample costs in any batch. */
export const leastShares = ({ passes, byClock = [passes] }: Batching): OptionCosts[][] =>
  passes.map((_, option) => byClock.map((ofClock) => leastShare(ofClock[option]!)));
