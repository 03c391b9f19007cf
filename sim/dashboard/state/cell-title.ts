import type { CellSummary } from '../../report/run-report.ts';
import { middleTruncate } from '../table/middle-truncate.ts';

/** Characters that a runtime keeps. */
const leastRuntime = 6;

/**
 * A cell's name on one line: target, runtime with its mark, load.
 * @param width where that is too long, the runtime is shortened
 */
export function cellTitle(cell: CellSummary, width = Number.POSITIVE_INFINITY): string {
  const { target, runtime } = cell;
  const named = (runs: string) =>
    `${target} · ${runs}${cell.estimated ? ' (est.)' : ''} · load ${cell.denseLoad}`;
  const over = [...named(runtime)].length - width;
  return over <= 0
    ? named(runtime)
    : named(middleTruncate(runtime, Math.max(leastRuntime, runtime.length - over)));
}
