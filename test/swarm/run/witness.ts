import type { Policy } from '../../../sim/policies/policy.ts';

/** A call of `decide`: what the policy saw and answered. */
export interface SeenDecision {
  readonly request: number;
  readonly timeNs: number;
  readonly queueLength: number;
  readonly deadlineLeftNs: number;
  readonly batteryShare: number;
  readonly lastConfidence: number;
  readonly answer: number;
}

/** A call of `review`. */
export interface SeenReview {
  readonly request: number;
  readonly option: number;
  readonly pass: number;
  readonly confidence: number;
  readonly serviceNs: number;
  readonly deadlineLeftNs: number;
  readonly queueLength: number;
  readonly answer: number;
}

/** What a policy was asked in one run, and what it is. */
export interface Witness {
  readonly always: number | null;
  readonly reviews: boolean;
  readonly cost: Policy['cost'];
  readonly decisions: SeenDecision[];
  readonly seen: SeenReview[];
  /** Clock of each pass in turn, where a governor changes it. */
  readonly clocks: number[];
}

/** The same policy, with every question and answer written down. */
export function witnessed(policy: Policy): { readonly policy: Policy; readonly witness: Witness } {
  const witness: Witness = {
    always: policy.always ?? null,
    reviews: policy.review !== undefined,
    cost: policy.cost,
    decisions: [],
    seen: [],
    clocks: [],
  };
  const watched: { -readonly [K in keyof Policy]: Policy[K] } = Object.create(policy);
  watched.decide = (observation) => {
    const answer = policy.decide(observation);
    // The object is reused by the simulation.
    witness.decisions.push({ ...observation, answer });
    return answer;
  };
  if (policy.review) {
    watched.review = (result) => {
      const answer = policy.review!(result);
      witness.seen.push({ ...result, answer });
      return answer;
    };
  }
  return { policy: watched, witness };
}
