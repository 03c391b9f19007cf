import type { OptionTraits } from '../../policies/policy.ts';
import type { OperatingPoint } from '../../sparsity/operating-point.ts';

/**
 * What a point changes besides levels and gates, as policies know it; absent: nothing. Reading a spiking network early is
 * taking an early exit. Where other points of a level answer early, the level itself is the last of its exits.
 * @param points all of the network's table
 */
export function optionTraits(
  point: OperatingPoint,
  points: readonly OperatingPoint[],
): OptionTraits | undefined {
  const { steps, deltaThreshold, times, mask } = point;
  const masked = mask ? { masked: mask } : {};
  if (deltaThreshold !== undefined) return { deltaThreshold, ...masked };
  // Other times are another conversion: nothing can be read early.
  if (times !== undefined) return { times };
  if (steps !== undefined) return { exit: steps, ...masked };
  const exits = points.flatMap((other) => (sameLevels(other, point) ? (other.exit ?? []) : []));
  return exits.length === 0 ? undefined : { exit: point.exit ?? Math.max(...exits) + 1 };
}

function sameLevels(a: OperatingPoint, b: OperatingPoint): boolean {
  return (
    a.levels.every((level, i) => level === b.levels[i]) && a.gates.every((gate, i) => gate === b.gates[i])
  );
}
