import { worthwhile } from './conclude.ts';
import type { Conclusion, TransferScore } from './run-report.ts';

/** Whether the best static option depends on the chip: what copying it from another target would break or cost. */
export function concludeTransfer(transfers: readonly TransferScore[]): readonly Conclusion[] {
  if (transfers.length === 0) return [];
  const broken = transfers.filter((t) => !t.feasible).length;
  const dearer = transfers.filter((t) => t.feasible && t.energyRatio > 1 + worthwhile);
  const worst = [...dearer].sort((a, b) => b.energyRatio - a.energyRatio)[0];
  const atMost = worst
    ? `, at most ${Math.round((worst.energyRatio - 1) * 100)}% (${worst.option} of ${worst.fromTarget} on ${worst.target})`
    : '';
  return [
    {
      text:
        `Taking the best static option of another target would break the limits in ${broken} of ${transfers.length} ` +
        `pairs and cost 3% or more in ${dearer.length}${atMost} (validation data).`,
      holdsCentrally: broken + dearer.length > 0,
      // Both sides of a pair run on the same target and share its error.
      survivesLowEnd: broken + dearer.length > 0,
    },
  ];
}
