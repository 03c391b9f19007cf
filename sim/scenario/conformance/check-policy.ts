import { RandomStream } from '../../engine/random/random-stream.ts';
import type { Policy, PolicyContext, PolicyDefinition } from '../../policies/policy.ts';
import type { PolicyValues } from '../../policies/policy-parameter.ts';
import { checkCost } from '../own-policy/guard-policy.ts';
import { type PolicyTrial, policyTrial } from './policy-trial.ts';
import { type RecordedCall, recordedRun } from './recorded-run.ts';

/** What the suite asks of every policy, in the order in which it looks. */
export const policyLaws = {
  makes:
    '`create` makes a policy wherever its needs are met, and the policy declares its cost, finite and not negative',
  legal: 'answers are options it may use; refinement of a request ends',
  reads: 'it reads what an observation has, writes nothing to it, and keeps none',
  repeats: 'after `reset`, and made anew, it answers the same again',
  forgets: 'what an earlier run taught it is gone after `reset`',
  present: 'its answers depend on what it was shown so far, not on what comes later',
  parameters: 'every parameter has a default in its range, and both ends of the range work',
} as const;

/** How a policy stands to one law. */
export interface PolicyVerdict {
  readonly law: keyof typeof policyLaws;
  /** The first case in which the law is broken, in words; null where none was found. */
  readonly broken: string | null;
}

/**
 * Runs a policy through the laws on made-up chips, loads and surroundings: fit to be called from a test.
 * A law that holds in all trials is not proven to hold always.
 * @param options.trials how many; each is simulated about ten times @param options.seed of the trials
 */
export function checkPolicy(
  definition: PolicyDefinition,
  { trials = 20, seed = 1 }: { readonly trials?: number; readonly seed?: number } = {},
): readonly PolicyVerdict[] {
  const broken = new Map<keyof typeof policyLaws, string>();
  for (let i = 0; i < trials; i++) {
    const trial = policyTrial(seed + i);
    tryOnce(definition, trial, (law, what) => {
      if (!broken.has(law)) broken.set(law, `${what} (trial ${seed + i})`);
    });
  }
  return Object.keys(policyLaws).map((id) => {
    const law = id as keyof typeof policyLaws;
    return { law, broken: broken.get(law) ?? null };
  });
}

type Tell = (law: keyof typeof policyLaws, what: string) => void;

function tryOnce(definition: PolicyDefinition, trial: PolicyTrial, tell: Tell): void {
  const { system, context, traces } = trial;
  const policy = make(definition, context, {}, (what) => tell('makes', what));
  if (!policy) return;
  const run = (one: Policy, trace = traces[0]) => {
    one.reset?.(new RandomStream(trace.seed, 'trial', 'run'));
    return recordedRun(one, system, context, trace);
  };
  const first = run(policy);
  for (const fault of first.faults) tell(lawOf(fault), fault);
  if (first.faults.length > 0) return;
  // A policy without `reset` is made anew for every run, as in a simulation.
  const again = (before: boolean) => {
    const one = policy.reset ? policy : make(definition, context, {}, () => {});
    if (!one) return first;
    if (before && policy.reset) run(one, traces[1]);
    return run(one);
  };
  const difference = firstDifference(first.calls, again(false).calls);
  if (difference) tell('repeats', difference);
  const anew = make(definition, context, {}, () => {});
  const fresh = anew && firstDifference(first.calls, run(anew).calls);
  if (fresh) tell('repeats', `made anew: ${fresh}`);
  const forgotten = difference ?? firstDifference(first.calls, again(true).calls);
  if (forgotten) tell('forgets', forgotten);
  const other = make(definition, context, {}, () => {});
  const future = other && firstDifference(first.calls, run(other, traces[1]).calls, true);
  if (future) tell('present', future);
  tryParameters(definition, trial, tell);
}

function tryParameters(
  definition: PolicyDefinition,
  { system, context, traces }: PolicyTrial,
  tell: Tell,
): void {
  for (const [id, { low, high, default: usual }] of Object.entries(definition.parameters ?? {})) {
    if (!(low <= usual && usual <= high))
      tell('parameters', `the default of ${id} is ${usual}, not ${low} to ${high}`);
    for (const value of [low, high]) {
      const failed = (what: string) => tell('parameters', `${id} = ${value}: ${what}`);
      const policy = make(definition, context, { [id]: value }, failed);
      if (!policy) continue;
      policy.reset?.(context.random);
      for (const fault of recordedRun(policy, system, context, traces[0]).faults) failed(fault);
    }
  }
}

function make(
  definition: PolicyDefinition,
  context: PolicyContext,
  values: PolicyValues,
  failed: (what: string) => void,
): Policy | null {
  try {
    const policy = definition.create(context, values);
    checkCost(policy);
    const { always, uses } = policy;
    const outside = [...(uses ?? []), ...(always === undefined ? [] : [always])].find(
      (index) => context.options[index] === undefined,
    );
    if (outside === undefined) return policy;
    failed(`it wants to use option ${outside}; there are 0 to ${context.options.length - 1}`);
  } catch (error) {
    failed(error instanceof Error ? error.message : String(error));
  }
  return null;
}

const lawOf = (fault: string) => (/^(reads|keeps|writes)\b/.test(fault) ? 'reads' : 'legal');

/** @param sharedOnly compares only as long as both were shown the same */
function firstDifference(
  a: readonly RecordedCall[],
  b: readonly RecordedCall[],
  sharedOnly = false,
): string | null {
  for (let i = 0; i < Math.max(a.length, b.length); i++) {
    const [one, other] = [a[i], b[i]];
    if (sharedOnly && one?.shown !== other?.shown) return null;
    if (one?.answer !== other?.answer)
      return `call ${i + 1}: ${one?.answer ?? 'none'}, then ${other?.answer ?? 'none'}, when shown ${one?.shown ?? other?.shown}`;
  }
  return null;
}
