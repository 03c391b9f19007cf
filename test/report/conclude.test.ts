import { describe, expect, it } from 'vitest';
import { conclude } from '../../sim/report/conclude.ts';
import type { CellSummary, RunResult } from '../../sim/report/run-report.ts';
import { sampleReport } from './sample-report.ts';

const report = sampleReport();
const [cell] = report.cells;
const [row] = report.results;

/** A cell under a runtime, and what dense and the best sparse policy need in it, mJ. */
function cellOf(runtime: string, denseMj: number, sparseMj: number) {
  const own: CellSummary = { ...cell!, runtime, bestStatic: 'L3', estimated: false };
  const rowOf = (policy: string, mj: number): RunResult => ({
    ...row!,
    runtime,
    policy,
    energyPerInferenceJ: mj / 1000,
    marginalEnergyPerInferenceJ: mj / 1000,
    floorMet: 'met',
    missesWithinBudget: true,
  });
  return { own, rows: [rowOf('dense', denseMj), rowOf('best-static', sparseMj)] };
}

const first = (...cells: ReturnType<typeof cellOf>[]) =>
  conclude(
    cells.map(({ own }) => own),
    cells.flatMap(({ rows }) => rows),
  )[0]!.text;

describe('what a run says of sparsity', () => {
  it('compares at one governor, and says apart what the governor saves', () => {
    const text = first(
      cellOf('vendor@performance', 10, 10),
      cellOf('vendor@pace', 6, 6),
      cellOf('sparse@performance', 4, 2),
      cellOf('sparse@pace', 3, 1.2),
    );
    expect(text).toMatch(/under sparse@pace needs 80% less energy than dense under vendor@pace/);
    expect(text).toMatch(
      /88% less than dense under vendor@performance, where the governor alone needs 40% less/,
    );
  });

  it('says nothing of governors where there are none, or where the first is the best', () => {
    expect(first(cellOf('vendor', 10, 10), cellOf('sparse', 4, 2))).toMatch(
      /under sparse needs 80% less energy than dense under vendor[^;]*;? ?/,
    );
    expect(first(cellOf('vendor@pace', 10, 10), cellOf('sparse@pace', 4, 2))).not.toMatch(/governor/);
  });
});
