import type { CellReferences } from './cell-score.ts';
import type { CellSummary } from './cell-summary.ts';

/** What it would cost to take the best static option of one target to another (`O_transfer`). */
export interface TransferScore {
  readonly target: string;
  readonly runtime: string;
  readonly denseLoad: number;
  /** Where the option was chosen. */
  readonly fromTarget: string;
  readonly fromRuntime: string;
  readonly option: string;
  /** Energy per inference with it over that with the own best static option, both from pilot runs. */
  readonly energyRatio: number;
  /** Whether it keeps floor and miss budget there, on validation data. */
  readonly feasible: boolean;
}

/**
 * `O_transfer` for every ordered pair of cells of one load on different targets, where the option of the one exists on
 * the other. Both energies are of pilot runs on validation data, because that is where options are chosen.
 */
export function transferScores(
  scores: readonly { readonly cell: CellSummary; readonly pilots: CellReferences['pilots'] }[],
): TransferScore[] {
  return scores.flatMap((to) => {
    const own = to.pilots.find((p) => p.option === to.cell.bestStatic);
    if (!own) return [];
    return scores.flatMap((from) => {
      if (from.cell.target === to.cell.target || from.cell.denseLoad !== to.cell.denseLoad) return [];
      const moved = to.pilots.find((p) => p.option === from.cell.bestStatic);
      if (!moved) return [];
      const { target, runtime, denseLoad } = to.cell;
      return [
        {
          target,
          runtime,
          denseLoad,
          fromTarget: from.cell.target,
          fromRuntime: from.cell.runtime,
          option: moved.option,
          energyRatio: moved.energyPerInferenceJ / own.energyPerInferenceJ,
          feasible: moved.feasible,
        },
      ];
    });
  });
}
