import { isDeepStrictEqual } from 'node:util';
import type { TransferScore } from '../../../sim/score/transfer-scores.ts';
import { simulateScenario } from '../run/simulate-scenario.ts';
import type { SwarmCell } from '../run/swarm-outcome.ts';
import type { Repetition } from './repetition.ts';

/**
 * Targets, runtimes, loads and policies the other way round: every row, bound and run is the same. Which of two
 * policies of equal energy is called the best may differ: the first in the list is.
 */
export const inAnotherOrder: Repetition = ({ scenario, cells, report }) => {
  const turned = simulateScenario({
    ...scenario,
    adversaries: [...scenario.adversaries].reverse(),
    groups: [...scenario.groups].reverse().map((group) => ({
      ...group,
      inputs: [...group.inputs]
        .reverse()
        .map((input) => ({ ...input, policies: [...input.policies].reverse() })),
    })),
  });
  const wrong: string[] = [];
  for (const cell of cells) {
    const other = turned.cells.find(({ name }) => name === cell.name)!;
    wrong.push(...differences(cell, other).map((text) => `${cell.name}: ${text} in another order`));
  }
  const sorted = (transfers: readonly TransferScore[]) => transfers.map((t) => JSON.stringify(t)).sort();
  if (!isDeepStrictEqual(sorted(report.transfers), sorted(turned.report.transfers)))
    wrong.push('transfers differ in another order');
  return wrong;
};

function differences(a: SwarmCell, b: SwarmCell): string[] {
  const wrong: string[] = [];
  if (!isDeepStrictEqual(a.score.references, b.score.references)) wrong.push('bounds differ');
  const bestJ = ({ score }: SwarmCell) =>
    score.results.find(({ policy }) => policy === score.cell.bestPolicy)?.energyPerInferenceJ;
  if (bestJ(a) !== bestJ(b)) wrong.push(`the best policy spends ${bestJ(a)} J, ${bestJ(b)} J`);
  a.run.policies.forEach(({ policy, runs }, p) => {
    const q = b.run.policies.findIndex((other) => other.policy === policy);
    if (!isDeepStrictEqual(a.score.results[p], b.score.results[q]))
      wrong.push(`the row of ${policy} differs`);
    if (!isDeepStrictEqual(a.score.details[p], b.score.details[q]))
      wrong.push(`the details of ${policy} differ`);
    const hashes = b.run.policies[q]?.runs.map((run) => run.eventHash);
    if (
      !isDeepStrictEqual(
        runs.map((run) => run.eventHash),
        hashes,
      )
    )
      wrong.push(`the events of ${policy} differ`);
  });
  return wrong;
}
