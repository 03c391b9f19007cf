import { beforeAll, describe, expect, it } from 'vitest';
import type { PolicyDefinition } from '../../sim/policies/policy.ts';
import type { RunnableProfile } from '../../sim/targets/profile-schema.ts';
import type { Target } from '../../sim/targets/target.ts';
import { withCell, withRun } from './corruptions/corrupt.ts';
import { shippedProfiles } from './draw/shipped-profiles.ts';
import { drawScenario, type Rerun, reruns } from './draw-scenario.ts';
import { allRepetitions } from './rerun/all-repetitions.ts';
import { simulateScenario } from './run/simulate-scenario.ts';
import type { SwarmOutcome } from './run/swarm-outcome.ts';

let shipped: ReadonlyMap<string, RunnableProfile>;
let outcome: SwarmOutcome;
/** Answers by a counter that all its runs share, scrambled so that no even number of calls goes unseen: what a policy must not do. */
let shared = 0;
const leaky: PolicyDefinition = {
  id: 'leaky',
  title: 'leaky',
  source: 'swarm',
  signal: 'none',
  adaptive: true,
  create: ({ choices }) => ({
    decide: () => choices[(Math.imul(++shared, 0x9e3779b1) >>> 16) % choices.length]!,
    cost: { decideOperations: 0, reviewOperations: 0 },
  }),
};

/** A small scenario of several seeds, with requests in the last one, choices, a rest state and a run of each policy. */
beforeAll(async () => {
  shipped = await shippedProfiles();
  for (let seed = 1; ; seed++) {
    const scenario = drawScenario(seed, shipped);
    if (scenario.size !== 'small' || scenario.pairedSeeds < 2) continue;
    outcome = simulateScenario(scenario);
    const suits = outcome.cells.some(
      ({ run }) =>
        run.choices.length > 1 &&
        run.choices.length % 2 === 0 &&
        run.traces.every((trace) => trace.timeNs.length % 2 === 1) &&
        run.input.policies.includes('static') &&
        !run.built.some(hidesEnergy) &&
        run.policies.some(answersAll),
    );
    // By chance one fault or another cannot be seen in a scenario: the first in which all can.
    if (suits && faults.every(([rerun, _what, corrupt]) => isSeen(rerun, corrupt(outcome)))) return;
    if (seed === 400) throw new Error('in none of 400 scenarios can all faults be seen');
  }
});

const isSeen = (rerun: Rerun, corrupted: SwarmOutcome | undefined): boolean =>
  corrupted !== undefined && allRepetitions[rerun](corrupted, { shipped }).length > 0;

/** A target that has become a little cheaper since its options were built. */
const cheaper = (target: Target): Target => ({
  ...target,
  lower: (plan, sample) =>
    target.lower(plan, sample).map((stage) => ({
      ...stage,
      joules: Object.fromEntries(
        Object.entries(stage.joules).map(([cause, joules]) => [cause, 0.99 * joules]),
      ),
    })),
});

/** A stage that spends hardly more than rest is topped up, which hides what it spends. */
const hidesEnergy = ({ test }: SwarmOutcome['cells'][number]['run']['built'][number]) =>
  test!.marginalJ.some((joules) => joules < 1e-9);

/** A policy that keeps to one option and runs requests with it. */
const answersAll = ({ mayUse, runs }: SwarmOutcome['cells'][number]['run']['policies'][number]) =>
  mayUse.length === 1 && runs.every((run) => run.passes[mayUse[0]!]! > 0);

const faults: readonly (readonly [Rerun, string, (whole: SwarmOutcome) => SwarmOutcome | undefined])[] = [
  [
    'the same again',
    'a last bit of energy',
    (whole) => withRun(whole, (run) => ({ ...run, energyJ: run.energyJ * (1 + Number.EPSILON) })),
  ],
  ['in pieces', 'a policy that does not forget', withLeaky],
  ['in another order', 'a policy that does not forget', withLeaky],
  ['one seed alone', 'a policy that does not forget', withLeaky],
  [
    'every stage dearer',
    'a target that costs less when its stages cost more',
    (whole) =>
      withCell(whole, (cell) =>
        !cell.run.built.some(hidesEnergy) && cell.run.policies.some(answersAll)
          ? { ...cell, group: { ...cell.group, target: cheaper(cell.group.target) } }
          : undefined,
      ),
  ],
  [
    'every time doubled',
    'a wake-up of half a nanosecond, which is rounded',
    (whole) =>
      withCell(whole, (cell) => {
        const [first, ...rest] = cell.watched;
        if (!first || cell.run.traces[0]!.timeNs.length === 0) return undefined;
        const units = first.system.units.map((unit) => ({
          ...unit,
          powerStates: unit.powerStates.map((state) => ({ ...state, wakeNs: 0.5 })),
        }));
        return { ...cell, watched: [{ ...first, system: { ...first.system, units } }, ...rest] };
      }),
  ],
];

function withLeaky({ scenario }: SwarmOutcome): SwarmOutcome {
  shared = 0;
  return simulateScenario({ ...scenario, adversaries: [leaky] });
}

describe('what is run again', () => {
  it.each(reruns)('%s: agrees', (rerun) => {
    expect(allRepetitions[rerun](outcome, { shipped })).toEqual([]);
  });

  it.each(faults)('%s: sees %s', (rerun, _what, corrupt) => {
    const corrupted = corrupt(outcome);
    expect(corrupted).toBeDefined();
    expect(allRepetitions[rerun](corrupted!, { shipped })).not.toEqual([]);
  });

  it('is all tried', () => {
    const tried = new Set(faults.map(([rerun]) => rerun));
    expect(reruns.filter((rerun) => !tried.has(rerun))).toEqual([]);
  });
});
