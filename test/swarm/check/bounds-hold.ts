import type { PolicyRun } from '../../../sim/scenario/simulate/cell-run.ts';
import type { RequestRun } from '../../../sim/scenario/simulate/request-run.ts';
import { LowerBound } from '../../../sim/score/lower-bound.ts';
import type { SwarmCell } from '../run/swarm-outcome.ts';
import type { Check } from './check.ts';
import { keepsLimits } from './keeps-limits.ts';

/** Bounds are compared with sums of other terms in another order: a few last bits of the horizon's energy. */
const slack = 1e-10;

/** No run falls under its lower bound, regret is never negative, and O_feas is at most an O_static that keeps its limits. */
export const boundsHold: Check = ({ cells }) => {
  const wrong: string[] = [];
  for (const cell of cells) {
    const { name, run, score } = cell;
    if (run.built.length === 0) continue;
    const all = run.built.map((_, index) => index);
    const bounds = run.traces.map((_, seed) => boundsOf(cell, seed, all));
    const look = (where: string, list: readonly number[], one: RequestRun, seed: number) => {
      const { restJ, atCountsJ, leastJ } =
        list.length === all.length ? bounds[seed]! : boundsOf(cell, seed, list);
      const boundJ = restJ + (atCountsJ(one) ?? Number.POSITIVE_INFINITY);
      if (!(one.energyJ >= boundJ * (1 - slack)))
        wrong.push(`${where}: spends ${one.energyJ} J, the bound at its own counts is ${boundJ} J`);
      const simpleJ = restJ + leastJ(one.done + one.missed);
      if (!(one.energyJ >= simpleJ * (1 - slack)))
        wrong.push(`${where}: spends ${one.energyJ} J, its rest and cheapest passes alone ${simpleJ} J`);
    };
    run.policies.forEach((policy: PolicyRun, p) => {
      policy.runs.forEach((one, seed) => {
        look(`${name} ${policy.policy} run ${seed}`, policy.mayUse, one, seed);
        const regretJ = score.details[p]!.regretBySeedJ[seed]!;
        if (!(regretJ >= -slack * one.energyJ))
          wrong.push(`${name} ${policy.policy} run ${seed}: regret ${regretJ} J`);
      });
      const row = score.results[p]!;
      if (row.regretJ !== null && !(row.regretJ >= -slack * row.energyPerInferenceJ!))
        wrong.push(`${name} ${policy.policy}: regret ${row.regretJ} J per inference`);
    });
    run.staticRuns.forEach((one, seed) => {
      look(`${name} best static run ${seed}`, run.choices, one, seed);
    });
    run.clairvoyantRuns.forEach((one, seed) => {
      look(`${name} clairvoyant run ${seed}`, run.choices, one, seed);
    });
    const { oFeasJ, oStaticJ } = score.references;
    // Every stream has limits of its own to keep.
    if (
      !run.input.streams &&
      oFeasJ !== null &&
      oStaticJ !== null &&
      run.staticRuns.every((one) => keepsLimits(cell, one))
    ) {
      const perRequestJ =
        (oStaticJ * sum(run.staticRuns, ended)) / sum(run.staticRuns, (one) => one.requests);
      if (oFeasJ > perRequestJ * (1 + slack))
        wrong.push(`${name}: O_feas ${oFeasJ} J is above O_static ${perRequestJ} J per request`);
    }
  }
  return wrong;
};

const ended = (run: RequestRun) => run.done + run.missed;
const sum = (runs: readonly RequestRun[], of: (run: RequestRun) => number) =>
  runs.reduce((total, run) => total + of(run), 0);

/** Bounds on one seed over a list of options: the proven one at any counts, and one that needs no proof. */
function boundsOf({ run }: SwarmCell, seed: number, list: readonly number[]) {
  const { timeNs, sample, horizonNs } = run.traces[seed]!;
  // A governor may run any pass at any clock.
  const clocks = run.target.units[0]!.clocks?.hz.map((_, clock) => clock) ?? [];
  const options = list.flatMap((index) => {
    const { atClock, test } = run.built[index]!;
    if (run.shares) return run.shares[index]!;
    return atClock ? clocks.map((clock) => atClock(clock).test) : [test!];
  });
  const counts = new Uint32Array(run.built[0]!.test!.sampleCount);
  for (const s of sample) counts[s]!++;
  const restW = run.target.units.map((unit) => Math.min(...unit.powerStates.map((state) => state.powerW)));
  // The longest of the streams' deadlines: what is in time for its own is so for that.
  const deadlineNs = Math.max(
    run.deadlineNs,
    ...(run.input.streams?.of ?? []).map((stream) => Math.round(run.deadlineNs * stream.deadlineTimes)),
  );
  const bound = new LowerBound({ counts, options, deadlineNs, mayDrop: true });
  const cheapestJ = Float64Array.from(timeNs, (_, i) =>
    Math.min(...options.map((costs) => costs.marginalJ[costs.stride * sample[i]!]!)),
  ).sort();
  return {
    restJ: restW.reduce((a, b) => a + b, 0) * horizonNs * 1e-9 * (run.input.replicas?.least ?? 1),
    atCountsJ: (one: RequestRun) => bound.at(one.correct, one.missed + one.dropped),
    /** The cheapest requests, as many as got a result, each with its cheapest option. */
    leastJ: (results: number) => cheapestJ.subarray(0, results).reduce((a, b) => a + b, 0),
  };
}
