import type { CellInput } from '../cell-input.ts';

/**
 * Limits that choices before the score go by: those of the cell; of several streams the highest floor, and the least
 * budget, to which pilot runs refer the misses of each (`Pilots`).
 */
export function streamLimits({
  streams,
  accuracyFloor,
  missBudget,
}: Pick<CellInput, 'streams' | 'accuracyFloor' | 'missBudget'>): {
  readonly accuracyFloor: number;
  readonly missBudget: number;
} {
  if (!streams) return { accuracyFloor, missBudget };
  return {
    accuracyFloor: Math.max(...streams.of.map((stream) => stream.accuracyFloor)),
    missBudget: Math.min(...streams.of.map((stream) => stream.missBudget)),
  };
}
