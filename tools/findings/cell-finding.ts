import { policyDefinitions } from '../../sim/policies/registry.ts';
import { staticRow } from '../../sim/report/rank-results.ts';
import type { CellSummary, RunResult } from '../../sim/report/run-report.ts';
import { compareResults, type PairedDifference } from '../../sim/score/compare-results.ts';
import type { Estimate } from '../../sim/statistics/estimate.ts';
import { pairedBootstrap } from '../../sim/statistics/paired-bootstrap.ts';

/** What one (target, runtime, load) says about adaptation. */
export interface CellFinding {
  readonly cell: CellSummary;
  readonly best: RunResult | null;
  /** Regret of the best policy with a 95% interval over the seeds. */
  readonly regret: Estimate | null;
  /** The cheapest dynamic policy that keeps the limits, and its energy less that of best static, paired by seed. */
  readonly dynamic: RunResult | null;
  readonly gain: PairedDifference | null;
  /** The dynamic policy needs at least `worthwhile` less energy than best static, at the unfavourable end of the interval. */
  readonly pays: boolean;
}

/** Least saving that is worth a policy: the share under which a price of static says that adaptation does not pay. */
const worthwhile = 0.03;

const fixed = new Set(['dense', 'best-static', 'random']);
const dynamicIds = new Set(policyDefinitions.map(({ id }) => id).filter((id) => !fixed.has(id)));

/** @param rows of the cell */
export function cellFinding(cell: CellSummary, rows: readonly RunResult[]): CellFinding {
  const best = rows.find((row) => row.policy === cell.bestPolicy) ?? null;
  const keeping = rows
    .filter((row) => dynamicIds.has(row.policy.split(':')[0]!) && row.energyPerInferenceJ !== null)
    .filter((row) => row.missesWithinBudget === true && row.floorMet !== 'not met')
    .sort((a, b) => a.energyPerInferenceJ! - b.energyPerInferenceJ!);
  const dynamic = keeping[0] ?? null;
  const base = staticRow(cell, rows);
  const gain = dynamic && base ? (compareResults(base, dynamic)?.energyPerInferenceJ ?? null) : null;
  return {
    cell,
    best,
    regret: best ? regretOf(best) : null,
    dynamic,
    gain,
    pays: gain !== null && gain.a > 0 && gain.difference.high < -worthwhile * gain.a,
  };
}

/** Regret by seed, over the gap that the row's own regret is normalised by. */
function regretOf({ bySeed, regret, regretJ }: RunResult): Estimate | null {
  if (!bySeed || regret === null || !regretJ) return null;
  const gapJ = regretJ / regret;
  const shares = bySeed.filter(({ ended }) => ended > 0).map((seed) => seed.regretJ / seed.ended / gapJ);
  return shares.length > 0 && gapJ > 0 ? pairedBootstrap(shares) : null;
}
