import type { Target } from '../../targets/target.ts';
import type { TabledNetwork } from './build-options.ts';
import { formOfUnit } from './form-of-unit.ts';
import { optionCosts } from './option-costs.ts';
import { unitsOfNetwork } from './units-of-network.ts';

/**
 * Dense service time of a target, of which load and deadline are multiples: what one request to the resting target
 * takes, on validation data, with the dense network (without one, with the ladder's densest ungated point).
 *
 * It counts the wake-up from the state in which the first unit waits for the next request, and from the deepest state
 * of any further unit, which mostly sleeps. Where a target has several units, it is the slowest of them: a system that
 * wakes a large unit for a dense pass must have the time to.
 */
export function denseReferenceNs(reference: Target, networks: readonly TabledNetwork[]): number {
  const tabled = networks.find((n) => n.role === 'dense') ?? networks[0]!;
  const times = unitsOfNetwork(reference, tabled).map(({ name: unit }) => {
    const { numericForm, pair } = formOfUnit(reference, unit, tabled);
    const { points } = pair.validation;
    const dense = points.findIndex(
      (point) => point.gates.every((gate) => gate === null) && point.levels.every((level) => level === 0),
    );
    const index = Math.max(0, dense);
    const plan = { network: tabled.network, unit, numericForm, point: points[index]! };
    const costs = optionCosts(reference, plan, pair.validation, index);
    const visited = new Set([0, ...costs.segments.map((segment) => segment.unit)]);
    const wakes = [...visited].map((u) => {
      const states = reference.units[u]!.powerStates;
      return (u === 0 ? states[0] : states.at(-1))?.wakeNs ?? 0;
    });
    return costs.meanServiceNs + wakes.reduce((sum, ns) => sum + ns, 0);
  });
  return Math.max(...times);
}
