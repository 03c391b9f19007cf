import type { CellSummary } from '../../report/run-report.ts';

/** A cell's name on one line: target, runtime with its mark, load. */
export function cellTitle(cell: CellSummary): string {
  return `${cell.target} · ${cell.runtime}${cell.estimated ? ' (est.)' : ''} · load ${cell.denseLoad}`;
}
