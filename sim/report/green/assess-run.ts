import { CommonDraws } from '../../energy/uncertainty/common-draws.ts';
import { groupBy } from '../group-by.ts';
import { cellKey, rankResults, staticRow } from '../rank-results.ts';
import type { RunReport } from '../run-report.ts';
import { type AssessedRow, type Assumptions, assessRow } from './assess-row.ts';
import { bestByCarbon } from './best-by-carbon.ts';
import type { Embodied, Sourced } from './embodied-of.ts';
import type { GreenRow } from './schema/green-row-schema.ts';
import type { Grid } from './schema/grid-schema.ts';
import type { ReportSettings, StatedNumber } from './settings-schema.ts';

const draws = 2000;

/** What the rows of a report are a function of. */
export interface AssessedInput {
  readonly run: Pick<RunReport, 'cells' | 'results'> & Partial<Pick<RunReport, 'networks'>>;
  readonly grid: Grid;
  readonly embodied: ReadonlyMap<string, Embodied>;
  readonly settings: ReportSettings;
}

const sourced = ({ value, low, high, source }: StatedNumber): Sourced => ({
  value,
  low: low ?? value,
  high: high ?? value,
  source,
});

const noPue: Sourced = {
  value: 1,
  low: 1,
  high: 1,
  source: 'not stated: energy of the equipment alone, without the overhead of a facility',
};

/** Sparsity that policies ask for which always use one level: by policy. */
function requestedSparsities(networks: RunReport['networks']): ReadonlyMap<string, number> {
  const levels = networks.filter(({ role }) => role === 'ladder-level');
  return new Map([
    ['dense', 0],
    ...levels.map(({ point, sparsity }): [string, number] => [`static-${point}`, sparsity]),
  ]);
}

function rowsOf(run: AssessedInput['run'], assumptions: Assumptions): AssessedRow[] {
  const common = new CommonDraws(draws, 1);
  const groups = groupBy(run.results, cellKey);
  const rests = new Map([...run.cells].reverse().map((cell) => [cell.target, cell.energyInterval]));
  return run.cells.flatMap((cell) => {
    const ranked = rankResults(groups.get(cellKey(cell)) ?? []);
    const fixed = staticRow(cell, ranked)?.policy;
    const best = assumptions.hourly ? bestByCarbon(cell, ranked) : cell.bestPolicy;
    const roleOf = (policy: string): GreenRow['role'] => {
      if (policy === best) return 'best';
      if (policy === fixed) return 'best-static';
      return policy === 'dense' ? 'dense' : 'other';
    };
    return ranked.flatMap(
      (result) =>
        assessRow(cell, result, roleOf(result.policy), rests.get(cell.target)!, assumptions, common) ?? [],
    );
  });
}

/** Every row of a run, assessed, with what they share. */
export function assessRun({ run, grid, embodied, settings }: AssessedInput): {
  readonly assumptions: Assumptions;
  /** Monte Carlo draws of each row. */
  readonly draws: number;
  readonly rows: readonly AssessedRow[];
} {
  const assumptions: Assumptions = {
    pue: settings.pue ? sourced(settings.pue) : noPue,
    grid: { value: grid.gCO2ePerKwh, low: grid.low, high: grid.high, source: grid.attribution },
    hourly: grid.hourly !== null,
    embodied,
    water: settings.water
      ? { onSite: sourced(settings.water.onSite), offSite: sourced(settings.water.offSite) }
      : null,
    sparsityOf: requestedSparsities(run.networks ?? []),
  };
  return { assumptions, draws, rows: rowsOf(run, assumptions) };
}
