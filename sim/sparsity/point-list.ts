import type { Network } from '../network/network.ts';
import { committedGates } from './committed-gates.ts';
import { isChain } from './execute/is-chain.ts';
import type { GateCalibration } from './gate-calibration.ts';
import type { OperatingPoint } from './operating-point.ts';

/** Levels that also get gated points: the two that cut the ladder into three. */
export function gatedLevels(levelCount: number): number[] {
  const last = levelCount - 1;
  return [...new Set([Math.round(last / 3), Math.round((2 * last) / 3)])];
}

/**
 * The operating points of a network, in the order of every outcome table:
 * `L0` … every ladder level without gates; `L0-z` and the levels of `gatedLevels` with the exact zeros of each ladder
 * layer's input skipped (`-z`); then the calibrated thresholds (`-g1`, `-g2`), where the network has some. A network
 * without a ladder has the one point `dense`, and one with branches its levels alone.
 * @param calibration thresholds; by default those committed for exactly this file, or none
 */
export function pointList(
  network: Network,
  calibration: GateCalibration | null = committedGates(network.hash),
): OperatingPoint[] {
  const { ladder } = network;
  if (!ladder) return [{ id: 'dense', levels: [], gates: [] }];
  const layers = ladder.layers.length;
  const at = (level: number, suffix: string, gates: readonly (number | null)[]): OperatingPoint => ({
    id: `L${level}${suffix}`,
    levels: new Array<number>(layers).fill(level),
    gates,
  });
  const open = new Array<number | null>(layers).fill(null);
  const zeros = new Array<number | null>(layers).fill(0);
  const points = ladder.levels.map((_, level) => at(level, '', open));
  // Gates are executed in chains alone.
  const zeroLevels = isChain(network) ? [...new Set([0, ...gatedLevels(ladder.levels.length)])] : [];
  for (const level of zeroLevels) points.push(at(level, '-z', zeros));
  for (const gate of calibration?.gates ?? []) points.push(at(gate.level, `-${gate.name}`, gate.thresholds));
  return points;
}

/** The points of a list that gate no layer. */
export function ungatedPoints(points: readonly OperatingPoint[]): OperatingPoint[] {
  return points.filter((point) => point.gates.every((gate) => gate === null));
}
