import type { PolicyDefinition } from '../../policies/policy.ts';
import { policyName } from '../../policies/policy-name.ts';
import { withSettings } from '../../policies/registry.ts';
import { compareResults, type ResultDifference } from '../../score/compare-results.ts';
import { recordedReplay } from '../../score/recorded-replay.ts';
import type { RunResult } from '../../score/run-result.ts';
import { scoreCell } from '../../score/score-cell.ts';
import { wilson } from '../../statistics/wilson.ts';
import type { OpenedCell } from '../open-cell.ts';
import { refuseName } from '../refuse-name.ts';
import { openPolicyRun } from '../simulate/open-policy-run.ts';
import { shareFixedRuns } from '../simulate/share-fixed-runs.ts';
import { simulateCell } from '../simulate/simulate-cell.ts';
import { bestOf, type Candidate, type CandidateOutcome, searchParameters } from './search-parameters.ts';

/** A policy before and after: what validation data said, and the rows on test data. */
export interface TunedPolicy {
  readonly defaults: Candidate;
  readonly tuned: Candidate;
  /** Name of the policy with the tuned settings, as scenarios and `--policy` take it. */
  readonly name: string;
  readonly tried: readonly Candidate[];
  /** Rows on test data over all seeds of the scenario: best static, the defaults, the tuned settings. */
  readonly test: {
    readonly bestStatic: RunResult;
    readonly defaults: RunResult;
    readonly tuned: RunResult;
    /** Tuned less defaults. */
    readonly difference: ResultDifference | null;
  };
}

/**
 * Finds parameters of one policy on one cell: every setting is a pilot run on validation data with the tuning seed, which
 * is none of the scored seeds. The best one and the defaults are then scored on test data.
 * @param budget pilot runs @throws InputError where the policy has nothing to set, or cannot run there
 */
export function tunePolicy(
  cell: OpenedCell,
  definition: PolicyDefinition,
  budget: number,
  searchSeed: number,
  onTried: (tried: number, best: Candidate) => void = () => {},
): TunedPolicy {
  const { input, target, reference, networks, built } = cell;
  const { parameters = {}, id } = definition;
  const fault = (code: string, message: string) => refuseName(input.target, code, message, [], null);
  if (Object.keys(parameters).length === 0)
    throw fault('E_POLICY_SETTING', `policy ${id} has no parameters that could be tuned`);
  const opened = openPolicyRun(input, target, reference, networks, built, definition, 0);
  if ('notRun' in opened) throw fault('E_POLICY_NEED', `${id} cannot run there: it ${opened.notRun}`);
  if ('refusal' in opened) throw fault('E_POLICY_FIT', `${id} does not fit into the memory of ${target.id}`);
  const { context } = opened;
  const evaluated: Candidate[] = [];
  const tried = searchParameters(parameters, budget, searchSeed, (values, index) => {
    const pilot = context.pilot(definition.create(context, values));
    const { low } = wilson(pilot.accuracy, context.validation.sampleCount);
    const violation =
      Math.max(0, context.accuracyFloor - low) + Math.max(0, pilot.missShare - context.missBudget);
    const outcome: CandidateOutcome = { ...pilot, violation };
    evaluated.push({ values, outcome });
    onTried(index + 1, bestOf(evaluated));
    return outcome;
  });
  const tuned = bestOf(tried);
  const name = policyName(id, parameters, tuned.values);
  const own = name === id ? [definition] : [definition, withSettings(definition, tuned.values)];
  const run = simulateCell({ ...input, policies: ['best-static'] }, target, reference, networks, built, {
    own,
    replay: shareFixedRuns(recordedReplay),
  });
  const { results } = scoreCell(run);
  const row = (policy: string) => results.find((result) => result.policy === policy)!;
  const rows = { bestStatic: row('best-static'), defaults: row(id), tuned: row(name) };
  return {
    defaults: tried[0]!,
    tuned,
    name,
    tried,
    test: { ...rows, difference: compareResults(rows.defaults, rows.tuned) },
  };
}
