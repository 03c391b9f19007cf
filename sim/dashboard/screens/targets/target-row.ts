import type { RunResult } from '../../../report/run-report.ts';
import type { CellState } from '../../state/state.ts';
import type { LiveRow } from './live-row.ts';

/** One row of the Targets screen. */
export interface TargetRow {
  readonly state: CellState;
  /** Dense under the target's first runtime at this load: what people would run otherwise, as in the run's table. */
  readonly dense: RunResult | null;
  readonly best: RunResult | null;
  /** Energy per inference of the best policy as a share of the dense network's; null where one is missing. */
  readonly vsDense: number | null;
  readonly fitting: number;
  /** Null until the run of the selected policy is recorded. */
  readonly live: LiveRow | null;
}

/** @param cells all cells of the run, in its order: a target's first runtime is its reference */
export function targetRow(
  state: CellState,
  cells: readonly CellState[],
  live: LiveRow | null = null,
): TargetRow {
  const reference = cells.find(
    ({ cell }) => cell.target === state.cell.target && cell.denseLoad === state.cell.denseLoad,
  );
  const find = (of: CellState | undefined, policy: string | null) =>
    of?.results.find((result) => result.policy === policy) ?? null;
  const dense = find(reference, 'dense');
  const best = find(state, state.cell.bestPolicy);
  const denseJ = dense?.energyPerInferenceJ;
  const bestJ = best?.energyPerInferenceJ;
  return {
    state,
    dense,
    best,
    vsDense: denseJ && bestJ ? bestJ / denseJ : null,
    fitting: state.results.filter(({ fits }) => fits).length,
    live,
  };
}
