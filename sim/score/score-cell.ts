import type { CellRun } from '../scenario/simulate/cell-run.ts';
import { CellBounds } from './cell-bounds.ts';
import { referencesOf } from './cell-references.ts';
import type { CellScore } from './cell-score.ts';
import { detailPolicy, recordPolicy } from './detail-policy.ts';
import { markPareto, scorePolicy } from './score-policy.ts';
import { summariseCell } from './summarise-cell.ts';

/** Scores every policy of a cell: constraints, energy, regret against a proven bound, Pareto set. */
export function scoreCell(run: CellRun): CellScore {
  const bounds = run.built.length > 0 ? new CellBounds(run) : null;
  const references = referencesOf(run, bounds);
  const results = markPareto(run.policies.map((policy) => scorePolicy(run, policy, bounds, references)));
  return {
    cell: summariseCell(run, results, references),
    results,
    references,
    details: run.policies.map((policy) => detailPolicy(run, policy, bounds)),
    records: run.policies.flatMap((policy) => recordPolicy(run, policy)),
  };
}
