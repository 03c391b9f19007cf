import { beforeAll, describe, expect, it } from 'vitest';
import type { RunnableProfile } from '../../sim/targets/profile-schema.ts';
import { allChecks } from './check/all-checks.ts';
import { brokenSimulators } from './corruptions/broken-simulators.ts';
import { energyCorruptions } from './corruptions/energy-corruptions.ts';
import { memoryCorruptions } from './corruptions/memory-corruptions.ts';
import { reportCorruptions } from './corruptions/report-corruptions.ts';
import { requestsCorruptions } from './corruptions/requests-corruptions.ts';
import { scoreCorruptions } from './corruptions/score-corruptions.ts';
import { timeCorruptions } from './corruptions/time-corruptions.ts';
import { timelineCorruptions } from './corruptions/timeline-corruptions.ts';
import { shippedProfiles } from './draw/shipped-profiles.ts';
import { drawScenario } from './draw-scenario.ts';
import { simulateScenario } from './run/simulate-scenario.ts';
import type { SwarmOutcome } from './run/swarm-outcome.ts';

/** Seeds in which something to corrupt is looked for. */
const mostSeeds = 150;

let shipped: ReadonlyMap<string, RunnableProfile>;
const outcomes: SwarmOutcome[] = [];
beforeAll(async () => {
  shipped = await shippedProfiles();
});

/** The outcome of a seed; drawn when it is asked for. */
function outcomeOf(index: number): SwarmOutcome {
  while (outcomes.length <= index)
    outcomes.push(simulateScenario(drawScenario(1 + outcomes.length, shipped)));
  return outcomes[index]!;
}

/** Corrupts the first outcome where there is something to corrupt; before that it must pass, after that not. */
function expectSeen(
  invariant: string,
  corrupt: (outcome: SwarmOutcome) => SwarmOutcome | undefined | false,
): void {
  const check = allChecks[invariant]!;
  for (let i = 0; i < mostSeeds; i++) {
    const corrupted = corrupt(outcomeOf(i));
    if (!corrupted) continue;
    expect(check(outcomeOf(i))).toEqual([]);
    expect(check(corrupted)).not.toEqual([]);
    return;
  }
  throw new Error(`nothing to corrupt in ${mostSeeds} seeds`);
}

const corruptions = [
  ...energyCorruptions,
  ...timeCorruptions,
  ...requestsCorruptions,
  ...memoryCorruptions,
  ...reportCorruptions,
  ...scoreCorruptions,
  ...timelineCorruptions,
];

describe('the checkers', () => {
  it.each(corruptions)('%s: sees %s', (invariant, _what, corrupt) => {
    expectSeen(invariant, corrupt);
  });

  it.each(brokenSimulators)('a simulator in which %s breaks: %s', (_what, invariant, replay) => {
    expectSeen(invariant, ({ scenario }) => {
      try {
        const broken = simulateScenario(scenario, replay);
        return allChecks[invariant]!(broken).length > 0 && broken;
      } catch {
        // The score refuses what is below its bound; the checker is to see it in a scenario where it does not.
        return false;
      }
    });
  });

  it('are all tried', () => {
    const tried = new Set([
      ...corruptions.map(([name]) => name),
      ...brokenSimulators.map(([, name]) => name),
    ]);
    expect(Object.keys(allChecks).filter((name) => !tried.has(name))).toEqual([]);
  });
});
