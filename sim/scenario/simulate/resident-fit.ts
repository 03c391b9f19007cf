import { fusedGroups } from '../../network/fused-groups.ts';
import { networkPart } from '../../network/network-part.ts';
import { pointOfPart } from '../../sparsity/point-of-part.ts';
import type { Fit, Plan, Target } from '../../targets/target.ts';

/** An option, as far as memory goes. */
export interface ResidentOption {
  readonly network: string;
  readonly plan: Plan;
}

/**
 * Memory of every unit that one of these options uses, with all of them resident, in the order of the units.
 *
 * Points of one network are resident together; of several networks one is at a time, and the largest decides. A unit
 * holds the operators of a network from the first to the last that any of the options runs there.
 */
export function residentFits(
  target: Target,
  options: readonly ResidentOption[],
): readonly { readonly unit: string; readonly fit: Fit }[] {
  return target.units.flatMap(({ name }) => {
    const fits = [...new Set(options.map((option) => option.network))].flatMap((network) => {
      const plans = options
        .filter((option) => option.network === network)
        .map(({ plan }) => plan)
        .filter((plan) => plan.unit === name || plan.split?.unit === name);
      return plans.length === 0 ? [] : [fitOn(target, name, plans)];
    });
    if (fits.length === 0) return [];
    const largest = fits.reduce((most, fit) => (fit.peakMemoryBytes > most.peakMemoryBytes ? fit : most));
    return [{ unit: name, fit: fits.find((fit) => !fit.fits) ?? largest }];
  });
}

/** @param plans at least one, of one network, each with operators on the unit */
function fitOn(target: Target, unit: string, plans: readonly Plan[]): Fit {
  const { network, numericForm, point } = plans[0]!;
  const count = fusedGroups(network).length;
  const ranges = plans.map(({ split, unit: head }): readonly [number, number] =>
    !split ? [0, count] : head === unit ? [0, split.after] : [split.after, count],
  );
  const part = networkPart(
    network,
    Math.min(...ranges.map(([from]) => from)),
    Math.max(...ranges.map(([, to]) => to)),
  );
  const own = (each: Plan) => pointOfPart(network, part, each.point);
  return target.fit(
    { network: part, unit, numericForm, point: pointOfPart(network, part, point) },
    plans.map(own),
  );
}
