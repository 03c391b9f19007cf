import type { RunResult } from '../../../sim/score/run-result.ts';
import type { SwarmCell } from '../run/swarm-outcome.ts';
import type { Check } from './check.ts';
import { closeTo } from './close-to.ts';

/** Verdicts, regret, Pareto set and best policy are what docs/design.md section 7 says of the numbers in the rows. */
export const scoreFollowsDefinitions: Check = ({ cells }) =>
  cells.flatMap((cell) => {
    const { results } = cell.score;
    return [
      ...results.flatMap((row) =>
        row.fits ? rowFaults(cell, row).map((fault) => `${cell.name} ${row.policy}: ${fault}`) : [],
      ),
      ...bestFaults(cell).map((fault) => `${cell.name}: ${fault}`),
    ];
  });

function rowFaults({ run: { input }, score }: SwarmCell, row: RunResult): string[] {
  const wrong: string[] = [];
  const expect = (what: string, found: unknown, wanted: unknown) => {
    const same =
      typeof found === 'number' && typeof wanted === 'number' ? closeTo(found, wanted) : found === wanted;
    if (!same) wrong.push(`${what} is ${found}, not ${wanted}`);
  };
  const { accuracy, accuracyLow, accuracyHigh } = row;
  // Of several streams each has limits of its own.
  if (accuracy !== null && !input.streams) {
    const [low, high] = [accuracyLow!, accuracyHigh!];
    if (!(low <= accuracy + 1e-12 && accuracy <= high + 1e-12 && low >= 0 && high <= 1))
      wrong.push(`accuracy ${accuracy} outside ${low} to ${high}`);
    const floor = input.accuracyFloor;
    expect('the floor', row.floorMet, low >= floor ? 'met' : high < floor ? 'not met' : 'undecided');
    expect('the miss budget', row.missesWithinBudget, row.deadlineMissShare! <= input.missBudget);
  }
  const { oFeasJ, oStaticJ } = score.references;
  const both = oFeasJ !== null && oStaticJ !== null;
  const gapJ = both ? oStaticJ - oFeasJ : 0;
  expect('the price of static', row.priceOfStatic, both ? gapJ / oStaticJ : null);
  const regret = both && row.regretJ !== null ? row.regretJ / Math.max(gapJ, 0.001 * oStaticJ) : null;
  expect('regret', row.regret, regret);
  const comparable = score.results.filter((other) => other.fits && other.energyPerInferenceJ !== null);
  const pareto = comparable.includes(row) ? !comparable.some((other) => dominates(other, row)) : null;
  expect('being in the Pareto set', row.pareto, pareto);
  return wrong;
}

/** At least as good in latency, energy, accuracy and memory, and better in one. */
function dominates(a: RunResult, b: RunResult): boolean {
  const pairs = [
    [a.latencyP95Ms!, b.latencyP95Ms!],
    [a.energyPerInferenceJ!, b.energyPerInferenceJ!],
    [b.accuracy!, a.accuracy!],
    [a.peakMemoryBytes!, b.peakMemoryBytes!],
  ] as const;
  return pairs.every(([x, y]) => x <= y) && pairs.some(([x, y]) => x < y);
}

/** The best policy keeps its limits, could be chosen without the test data, and no other such is cheaper. */
function bestFaults({ run, score }: SwarmCell): string[] {
  const { bestPolicy, bestStatic } = score.cell;
  const small = new Set(run.options.filter(({ role }) => role === 'small-dense').map(({ id }) => id));
  const eligible = score.results.filter(
    ({ policy, energyPerInferenceJ, missesWithinBudget, floorMet }) =>
      energyPerInferenceJ !== null &&
      missesWithinBudget &&
      floorMet !== 'not met' &&
      policy !== 'random' &&
      !small.has(policy) &&
      (!policy.startsWith('static-') || policy === `static-${bestStatic}`),
  );
  const sure = eligible.filter(({ floorMet }) => floorMet === 'met');
  const pool = sure.length > 0 ? sure : eligible;
  if (pool.length === 0)
    return bestPolicy === null ? [] : [`${bestPolicy} is the best, though none keeps the limits`];
  const leastJ = Math.min(...pool.map((row) => row.energyPerInferenceJ!));
  const best = pool.find(({ policy }) => policy === bestPolicy);
  if (best?.energyPerInferenceJ === leastJ) return [];
  return [`${bestPolicy} is the best at ${best?.energyPerInferenceJ} J, though ${leastJ} J would do`];
}
