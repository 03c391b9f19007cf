import { withCell, withRow } from './corrupt.ts';
import type { Corruption } from './corruption.ts';

/** What is wrong with verdicts and scores. */
export const scoreCorruptions: readonly Corruption[] = [
  [
    'score follows definitions',
    'a floor that is called met without being sure',
    (outcome) =>
      withRow(outcome, (row) => (row.floorMet === 'undecided' ? { ...row, floorMet: 'met' } : undefined)),
  ],
  [
    'score follows definitions',
    'a miss budget that is called kept',
    (outcome) =>
      withRow(outcome, (row) =>
        row.missesWithinBudget === false ? { ...row, missesWithinBudget: true } : undefined,
      ),
  ],
  [
    'score follows definitions',
    'a regret that is clamped',
    (outcome) =>
      withRow(outcome, (row) => (row.regret && row.regret > 1 ? { ...row, regret: 1 } : undefined)),
  ],
  [
    'score follows definitions',
    'a price of static over another energy',
    (outcome) =>
      withRow(outcome, (row) =>
        row.priceOfStatic ? { ...row, priceOfStatic: 1.01 * row.priceOfStatic } : undefined,
      ),
  ],
  [
    'score follows definitions',
    'a dominated row in the Pareto set',
    (outcome) => withRow(outcome, (row) => (row.pareto === false ? { ...row, pareto: true } : undefined)),
  ],
  [
    'score follows definitions',
    'a best policy that breaks its limits',
    (outcome) =>
      withCell(outcome, (cell) => {
        const worse = cell.score.results.find((row) => row.floorMet === 'not met');
        return worse && withBest(cell, worse.policy);
      }),
  ],
  [
    'score follows definitions',
    'no best policy where one keeps its limits',
    (outcome) =>
      withCell(outcome, (cell) => (cell.score.cell.bestPolicy === null ? undefined : withBest(cell, null))),
  ],
];

type Cell = Parameters<Parameters<typeof withCell>[1]>[0];
const withBest = (cell: Cell, bestPolicy: string | null): Cell => ({
  ...cell,
  score: { ...cell.score, cell: { ...cell.score.cell, bestPolicy } },
});
