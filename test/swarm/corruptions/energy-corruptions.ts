import { boundsHold } from '../check/bounds-hold.ts';
import { keepsLimits } from '../check/keeps-limits.ts';
import type { SwarmOutcome } from '../run/swarm-outcome.ts';
import { withCell, withDetail, withRow, withRun } from './corrupt.ts';
import type { Corruption } from './corruption.ts';

/** What is wrong with energy and its bounds. */
export const energyCorruptions: readonly Corruption[] = [
  ['energy adds up', 'a part that is a millionth too large', oneTooLarge],
  [
    'energy adds up',
    'a part below zero, made good by another',
    (outcome) =>
      withRun(outcome, (run) => {
        const [first, ...rest] = run.ledger;
        if (!first || run.energyJ === 0) return undefined;
        const joules = first.joules
          .with(0, -run.energyJ)
          .with(1, first.joules[0]! + first.joules[1]! + run.energyJ);
        return { ...run, ledger: [{ ...first, joules }, ...rest] };
      }),
  ],
  [
    'energy adds up',
    'a cause left out of a row',
    (outcome) =>
      withRow(outcome, (row) => {
        const [cause] = Object.entries(row.energyByCauseJ ?? {}).find(([, joules]) => joules > 0) ?? [];
        return cause ? { ...row, energyByCauseJ: { ...row.energyByCauseJ, [cause]: 0 } } : undefined;
      }),
  ],
  [
    'energy adds up',
    'the energy of a unit in the details',
    (outcome) =>
      withDetail(outcome, (detail) => {
        const [unit, causes] =
          Object.entries(detail.energyByUnitJ ?? {}).find(([, c]) => Object.keys(c).length > 0) ?? [];
        if (!unit || !causes) return undefined;
        const doubled = Object.fromEntries(
          Object.entries(causes).map(([cause, joules]) => [cause, 2 * joules]),
        );
        return { ...detail, energyByUnitJ: { ...detail.energyByUnitJ, [unit]: doubled } };
      }),
  ],
  [
    'energy adds up',
    'a mean power over another time',
    (outcome) =>
      withRow(outcome, (row) =>
        row.meanPowerW ? { ...row, meanPowerW: row.meanPowerW * 1.001 } : undefined,
      ),
  ],
  [
    'energy adds up',
    'energy per inference over all requests where some were dropped',
    (outcome) =>
      withRow(outcome, (row) =>
        row.energyPerInferenceJ && row.deadlineMissShare! > 0
          ? { ...row, energyPerInferenceJ: row.energyPerInferenceJ * (1 - row.deadlineMissShare!) }
          : undefined,
      ),
  ],
  [
    'bounds hold',
    'a run that spends half',
    // Where most is rest in a costly state, half may still be above the bound, which rests as cheaply as can be.
    (outcome) => {
      const half = withRun(outcome, (run, _cell, { mayUse }) =>
        run.energyJ > 0 && run.done > 0 && mayUse.length === 1
          ? { ...run, energyJ: run.energyJ / 2 }
          : undefined,
      );
      return half && boundsHold(half).length > 0 ? half : undefined;
    },
  ],
  [
    'bounds hold',
    'a negative regret',
    (outcome) =>
      withDetail(outcome, (detail) =>
        detail.regretBySeedJ.length > 0
          ? { ...detail, regretBySeedJ: detail.regretBySeedJ.map(() => -1e-3) }
          : undefined,
      ),
  ],
  [
    'bounds hold',
    'a bound above a static option that keeps its limits',
    (outcome) =>
      withCell(outcome, (cell) => {
        const { oFeasJ, oStaticJ } = cell.score.references;
        const { input, staticRuns } = cell.run;
        if (oFeasJ === null || !oStaticJ || input.streams) return undefined;
        if (!staticRuns.every((run) => keepsLimits(cell, run))) return undefined;
        const references = { ...cell.score.references, oFeasJ: 2 * oStaticJ };
        return { ...cell, score: { ...cell.score, references } };
      }),
  ],
];

function oneTooLarge(outcome: SwarmOutcome): SwarmOutcome | undefined {
  return withRun(outcome, (run) => {
    const u = run.ledger.findIndex(({ joules }) => joules.some((j) => j > 0));
    if (u < 0) return undefined;
    const { unit, joules } = run.ledger[u]!;
    const most = joules.indexOf(Math.max(...joules));
    const ledger = run.ledger.with(u, { unit, joules: joules.with(most, joules[most]! * (1 + 1e-6)) });
    return { ...run, ledger };
  });
}
