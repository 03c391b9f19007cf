import type { OperatingPoint } from '../../sparsity/operating-point.ts';

/** Thresholds are multiples of this, like those that are calibrated. */
const step = 1 / 1024;

/**
 * The point that a static policy keeps to though no outcome table lists it: `static-L2-t0.021` is level 2 with thresholds
 * of 0.021 in the mean, shared out over the layers as in the calibrated point of the nearest level, or alike in all
 * layers where none is calibrated.
 * @param points of the ladder's table
 * @returns null where the name is another policy's
 */
export function measuredPoint(policy: string, points: readonly OperatingPoint[]): OperatingPoint | null {
  const found = /^static-L(\d+)-t(\d+(?:\.\d+)?)(?:@.*)?$/.exec(policy);
  const level = Number(found?.[1]);
  const plain = points.find(
    ({ levels, gates }) => levels.every((one) => one === level) && gates.every((gate) => gate === null),
  );
  if (!found || !plain) return null;
  const calibrated = points
    .filter(({ gates }) => gates.some((gate) => gate !== null && gate > 0))
    .sort((a, b) => Math.abs(a.levels[0]! - level) - Math.abs(b.levels[0]! - level))[0];
  const shape = (calibrated?.gates ?? plain.gates.map(() => 1)).map((gate) => gate ?? 0);
  const mean = shape.reduce((sum, gate) => sum + gate, 0) / shape.length;
  const threshold = Number(found[2]);
  return {
    id: `L${level}-t${found[2]}`,
    levels: plain.levels,
    gates: shape.map((gate) => Math.round((gate * threshold) / mean / step) * step),
  };
}
