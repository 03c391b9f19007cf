import type { RunnableProfile } from '../../sim/targets/profile-schema.ts';
import { allChecks } from './check/all-checks.ts';
import { describeScenario } from './describe-scenario.ts';
import { drawScenario, type SwarmScenario } from './draw-scenario.ts';
import { featuresOf } from './features.ts';
import { allRepetitions } from './rerun/all-repetitions.ts';
import { digest } from './run/digest.ts';
import { simulateScenario } from './run/simulate-scenario.ts';

/** What one seed gave: plain data, so that it can come from a worker thread. */
export interface SeedReport {
  readonly seed: number;
  /** Of everything that the scenario gave. */
  readonly digest: string;
  readonly cells: number;
  readonly runs: number;
  readonly requests: number;
  readonly features: readonly string[];
  readonly violations: readonly { readonly invariant: string; readonly text: string }[];
  /** Only where an invariant is broken. */
  readonly scenario: readonly string[];
}

/** Texts of one invariant that are kept; the rest is counted. */
const mostTexts = 3;

/** Draws a scenario, simulates it, and checks every invariant. An error that is thrown counts as a broken one. */
export function runSeed(seed: number, shipped: ReadonlyMap<string, RunnableProfile>): SeedReport {
  const violations: SeedReport['violations'][number][] = [];
  const found = (invariant: string, texts: readonly string[]) => {
    for (const text of texts.slice(0, mostTexts)) violations.push({ invariant, text });
    if (texts.length > mostTexts) violations.push({ invariant, text: `… ${texts.length} in all` });
  };
  let scenario: SwarmScenario | null = null;
  let about = { digest: '', cells: 0, runs: 0, requests: 0, features: [] as readonly string[] };
  try {
    scenario = drawScenario(seed, shipped);
    const outcome = simulateScenario(scenario);
    const runs = outcome.cells.flatMap(({ watched }) => watched.map(({ run }) => run));
    const applicable = scenario.reruns.filter(
      (rerun) => rerun !== 'one seed alone' || scenario!.pairedSeeds > 1,
    );
    about = {
      digest: digest(outcome),
      cells: outcome.cells.length,
      runs: runs.length,
      requests: runs.reduce((sum, run) => sum + run.requests, 0),
      features: [...featuresOf(outcome), ...applicable.map((rerun) => `run again: ${rerun}`)],
    };
    for (const [invariant, check] of Object.entries(allChecks)) found(invariant, check(outcome));
    for (const rerun of applicable) found(rerun, allRepetitions[rerun](outcome, { shipped }));
  } catch (error) {
    found('nothing is thrown', [(error as Error).stack ?? String(error)]);
  }
  const described = violations.length > 0 && scenario ? describeScenario(scenario) : [];
  return { seed, ...about, violations, scenario: described };
}
