import { governorClocks } from '../../../targets/clocks/governor-clocks.ts';
import type { Target, UnitClocks } from '../../../targets/target.ts';
import type { Batching } from '../batching.ts';
import type { BuiltOption } from '../build-options.ts';
import type { OptionCosts } from '../option-costs.ts';
import { createGovernor } from './create-governor.ts';
import type { Governor } from './governor.ts';

/**
 * What a governor that changes the clock needs. Passes at other clocks than the first have numbers of their own, after
 * those of the options: what a pass costs is kept by clock, like everything else that a pass is.
 */
export interface SimulatedClocks {
  readonly unit: UnitClocks;
  /** Clock at which a run begins, and which the costs of the options are of. */
  readonly first: number;
  /** Of the passes at the other clocks, in the order of their numbers. */
  readonly costs: readonly OptionCosts[];
  /** The governor at the start of a run. */
  begin(): Governor;
  /** Number of a pass. */
  pass(option: number, clock: number): number;
  /** The option that a pass is known by. */
  shown(pass: number): number;
}

/** @param costs [clock][option] @param begin the governor at the start of a run */
export function clocksOf(
  unit: UnitClocks,
  first: number,
  costs: readonly (readonly OptionCosts[])[],
  begin: () => Governor,
): SimulatedClocks {
  const n = costs[first]!.length;
  const others = unit.hz.map((_, clock) => clock).filter((clock) => clock !== first);
  return {
    ...{ unit, first, begin },
    costs: others.flatMap((clock) => costs[clock]!),
    pass: (option, clock) => option + n * (clock === first ? 0 : 1 + others.indexOf(clock)),
    shown: (pass) => pass % n,
  };
}

/**
 * Null where the clock never changes.
 * @param options those that fit, at the governor's first clock @param batching on validation data, where passes are shared
 */
export function simulatedClocks(
  { governor, units }: Target,
  options: readonly BuiltOption[],
  split: 'validation' | 'test',
  batching?: Batching,
): SimulatedClocks | null {
  const unit = units[0]!.clocks;
  if (!unit || !governor) return null;
  const { first, stays } = governorClocks(governor, unit);
  if (stays) return null;
  const at = (of: 'validation' | 'test') =>
    unit.hz.map((_, clock) => options.map((option) => option.atClock!(clock)[of]));
  const meanNs = at('validation').map((costs) => costs.map(({ meanServiceNs }) => meanServiceNs));
  const times = batching
    ? {
        most: batching.most,
        ns: (clock: number, option: number, samples: number) =>
          batching.byClock![clock]![option]![samples - 1]!.meanServiceNs,
      }
    : { most: 1, ns: (clock: number, option: number) => meanNs[clock]![option]! };
  return clocksOf(unit, first, at(split), () => createGovernor(governor, unit, times));
}
