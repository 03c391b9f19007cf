import { RandomStream } from '../../engine/random/random-stream.ts';
import type { PolicyParameter, PolicyParameters, PolicyValues } from '../../policies/policy-parameter.ts';

/** What a candidate gave; `violation` is 0 where it keeps its limits, else by how much it breaks them. */
export interface CandidateOutcome {
  readonly energyPerInferenceJ: number;
  readonly accuracy: number;
  readonly missShare: number;
  readonly violation: number;
}

/** A setting that was tried. */
export interface Candidate {
  readonly values: PolicyValues;
  readonly outcome: CandidateOutcome;
}

/** Parameters that span more than so many times their low end are searched on a logarithmic scale. */
const widest = 100;
const firstStep = 0.25;
const leastStep = 1 / 256;

/** Whether a is better: constraints first, then energy. */
export function better(a: CandidateOutcome, b: CandidateOutcome): boolean {
  return a.violation === b.violation
    ? a.energyPerInferenceJ < b.energyPerInferenceJ
    : a.violation < b.violation;
}

/**
 * Random search with half of the budget, then coordinate search from the best: one parameter at a time up and down, with
 * steps that are halved when none helps. Settings are rounded to three digits and tried once each; the defaults are the
 * first. A pure function of its arguments.
 * @param budget number of settings that are tried at most, 1 or more
 * @returns all that were tried, in order
 */
export function searchParameters(
  parameters: PolicyParameters,
  budget: number,
  seed: number,
  evaluate: (values: PolicyValues, tried: number) => CandidateOutcome,
): readonly Candidate[] {
  const ids = Object.keys(parameters);
  const tried = new Map<string, Candidate>();
  const attempt = (values: PolicyValues): Candidate | null => {
    const key = ids.map((id) => values[id]).join(' ');
    const known = tried.get(key);
    if (known) return known;
    if (tried.size >= budget) return null;
    const candidate = { values, outcome: evaluate(values, tried.size) };
    tried.set(key, candidate);
    return candidate;
  };
  const defaults = Object.fromEntries(ids.map((id) => [id, parameters[id]!.default]));
  let best = attempt(defaults)!;
  const consider = (candidate: Candidate | null) => {
    if (!candidate || !better(candidate.outcome, best.outcome)) return false;
    best = candidate;
    return true;
  };
  const dice = new RandomStream(seed, 'tune-policy', 'random search');
  const draws = Math.floor(budget / 2);
  for (let draw = 0; draw < draws; draw++) {
    const drawn = ids.map((id, i) => [id, valueAt(parameters[id]!, dice.uniform(draw * ids.length + i))]);
    consider(attempt(Object.fromEntries(drawn)));
  }
  for (let step = firstStep; step >= leastStep && tried.size < budget; ) {
    const moved = ids.some((id) =>
      [step, -step].some((by) => {
        const parameter = parameters[id]!;
        const at = Math.min(1, Math.max(0, shareOf(parameter, best.values[id]!) + by));
        return consider(attempt({ ...best.values, [id]: valueAt(parameter, at) }));
      }),
    );
    if (!moved) step /= 2;
  }
  return [...tried.values()];
}

/** The best of all that were tried. */
export const bestOf = (tried: readonly Candidate[]): Candidate =>
  tried.reduce((best, one) => (better(one.outcome, best.outcome) ? one : best));

const logarithmic = ({ low, high }: PolicyParameter) => low > 0 && high / low > widest;

function valueAt(parameter: PolicyParameter, share: number): number {
  const { low, high, whole } = parameter;
  const value = logarithmic(parameter) ? low * (high / low) ** share : low + (high - low) * share;
  const rounded = whole ? Math.round(value) : Number(value.toPrecision(3));
  return Math.min(high, Math.max(low, rounded));
}

function shareOf(parameter: PolicyParameter, value: number): number {
  const { low, high } = parameter;
  if (high === low) return 0;
  return logarithmic(parameter) ? Math.log(value / low) / Math.log(high / low) : (value - low) / (high - low);
}
