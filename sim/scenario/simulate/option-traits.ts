import type { OptionTraits } from '../../policies/policy.ts';
import type { OperatingPoint } from '../../sparsity/operating-point.ts';

/**
 * What a point changes besides levels and gates, as policies know it; absent: nothing. Reading a spiking network early is
 * taking an early exit. Where other points of a level answer early, skip branches or have a pattern, the level itself is the last of
 * its exits, skips none and keeps all.
 * @param points of the network's table, those that the unit runs
 */
export function optionTraits(
  point: OperatingPoint,
  points: readonly OperatingPoint[],
): OptionTraits | undefined {
  const { steps, deltaThreshold, times, mask, thresholdFactor } = point;
  const masked = mask ? { masked: mask } : {};
  if (deltaThreshold !== undefined) return { deltaThreshold, ...masked };
  // Other times are another conversion: nothing can be read early.
  if (times !== undefined) return { times };
  const scaled = thresholdFactor === undefined ? {} : { thresholdFactor };
  if (steps !== undefined) return { exit: steps, ...scaled, ...masked };
  const { exit, skips, pattern } = point;
  if (exit !== undefined) return { exit };
  if (skips) return { skippedLayers: skips.length };
  if (pattern) return { keptOfGroup: pattern.kept / pattern.group };
  const beside = points.filter((other) => sameLevels(other, point));
  const exits = beside.flatMap((other) => other.exit ?? []);
  const traits = {
    ...(exits.length > 0 ? { exit: Math.max(...exits) + 1 } : {}),
    ...(beside.some((other) => other.skips) ? { skippedLayers: 0 } : {}),
    ...(beside.some((other) => other.pattern) ? { keptOfGroup: 1 } : {}),
  };
  return Object.keys(traits).length === 0 ? undefined : traits;
}

function sameLevels(a: OperatingPoint, b: OperatingPoint): boolean {
  return (
    a.levels.every((level, i) => level === b.levels[i]) && a.gates.every((gate, i) => gate === b.gates[i])
  );
}
