import { fusedGroups } from '../../network/fused-groups.ts';
import { networkPart } from '../../network/network-part.ts';
import type { OperatingPoint } from '../../sparsity/operating-point.ts';
import { pointOfPart } from '../../sparsity/point-of-part.ts';
import type { Plan } from '../target.ts';
import { activationBytes } from './activation-bytes.ts';

/** A split plan taken apart. */
export interface SplitPlan {
  /** Null where the cut leaves nothing for that side. */
  readonly head: Plan | null;
  readonly tail: Plan | null;
  /** What crosses from the one to the other, dense; null where that is the input as the sensor gives it. */
  readonly crossingBytes: number | null;
  /** Of several points, those of a side. */
  pointsOf(part: Plan, points: readonly OperatingPoint[]): readonly OperatingPoint[];
}

/**
 * The two sides of a plan with a split, each a plan of one unit with its part of the network.
 * @throws RangeError for a gated point, whose counts per layer are of the whole network, and for spiking codes
 */
export function splitPlan(plan: Plan): SplitPlan {
  const { network, point, numericForm } = plan;
  const { after, unit } = plan.split!;
  if (point.gates.some((gate) => gate !== null))
    throw new RangeError(`point '${point.id}' is gated; split ungated points alone`);
  const groups = fusedGroups(network);
  const bytes = activationBytes(numericForm);
  const side = (from: number, to: number, on: string, edges: Plan['edges']): Plan => {
    const part = networkPart(network, from, to);
    const own = pointOfPart(network, part, point);
    return { network: part, unit: on, numericForm, point: own, ...(edges ? { edges } : {}) };
  };
  const whole = after === 0 || after === groups.length;
  const crossing = after === 0 ? null : network.shapes.get(groups[after - 1]!.output)!;
  return {
    head: after === 0 ? null : side(0, after, plan.unit, whole ? undefined : { outputBytes: bytes }),
    tail:
      after === groups.length
        ? null
        : side(after, groups.length, unit, whole ? undefined : { inputBytes: bytes }),
    crossingBytes: crossing && bytes * crossing.reduce((all, dim) => all * dim, 1),
    pointsOf: (part, points) => points.map((each) => pointOfPart(network, part.network, each)),
  };
}
