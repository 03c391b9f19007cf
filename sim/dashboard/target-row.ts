import type { RunResult } from '../report/run-report.ts';
import type { CellState } from './state.ts';

/** One row of the Targets screen. */
export interface TargetRow {
  readonly state: CellState;
  readonly dense: RunResult | null;
  readonly best: RunResult | null;
  /** Energy per inference of the best policy as a share of the dense network's; null where one is missing. */
  readonly vsDense: number | null;
  readonly fitting: number;
}

/** What the Targets screen says about one cell. */
export function targetRow(state: CellState): TargetRow {
  const find = (policy: string | null) => state.results.find((result) => result.policy === policy) ?? null;
  const dense = find('dense');
  const best = find(state.cell.bestPolicy);
  const denseJ = dense?.energyPerInferenceJ;
  const bestJ = best?.energyPerInferenceJ;
  return {
    state,
    dense,
    best,
    vsDense: denseJ && bestJ ? bestJ / denseJ : null,
    fitting: state.results.filter(({ fits }) => fits).length,
  };
}
