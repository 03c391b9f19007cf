import { cellTitle } from '../../state/cell-title.ts';
import type { DashboardState } from '../../state/state.ts';
import { policyMatrix } from './policy-matrix.ts';
import { measureOf } from './policy-measures.ts';
import { statusField } from './status-field.ts';

/** The selected entry of the matrix in words. */
export function matrixWords(state: DashboardState): string {
  const { cells, column, rows, selected } = policyMatrix(state);
  const entry = rows[selected]?.entries[column];
  const title = cellTitle(cells[column]!.cell);
  if (!entry?.result) return `no such policy here; ${title}`;
  const { result, rank } = entry;
  const measure = measureOf(state.policies.score);
  const value = measure.text(result.fits ? measure.value(result) : null);
  const ranked = rank === null ? '' : `, rank ${rank}`;
  const pareto = result.pareto ? ', ◆ Pareto' : '';
  return `${result.policy}: ${measure.title} ${value}${ranked}, ${statusField(result).text}${pareto}; ${title}`;
}
