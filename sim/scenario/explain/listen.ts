import type { Observation, PassResult, Policy } from '../../policies/policy.ts';
import type { PolicyRunHandle } from '../simulate/open-policy-run.ts';
import type { Activity } from '../simulate/request-observer.ts';
import type { RequestRun } from '../simulate/request-run.ts';

/** What a policy was asked about one request, and what it answered. */
export type Answer =
  | { readonly kind: 'decide'; readonly saw: Observation; readonly option: number }
  /** Below 0: `accept`, or the option whose earlier answer is recalled (`recall`). */
  | { readonly kind: 'review'; readonly saw: PassResult; readonly answer: number };

/** A piece of work that was done for the request. */
export interface Work {
  readonly activity: Activity;
  readonly option: number;
  readonly durationNs: number;
  readonly joules: number;
}

/** One request of a run, from its arrival to its end. */
export interface HeardRequest {
  /** Empty where the policy is never asked, or the request was dropped. */
  readonly answers: readonly Answer[];
  readonly work: readonly Work[];
  /** Index of the clock of each pass; empty where no governor changes it. */
  readonly clocks: readonly number[];
  /** ns; null where it was dropped. */
  readonly endNs: number | null;
  readonly run: RequestRun;
}

/** Simulates the run once more and keeps what happened to one request. */
export function listen(
  handle: Pick<PolicyRunHandle, 'run'>,
  request: number,
  instead?: (policy: Policy) => Policy,
): HeardRequest {
  const answers: Answer[] = [];
  const work: Work[] = [];
  const clocks: number[] = [];
  let endNs: number | null = null;
  const run = handle.run(
    {
      observer: {
        busy(activity, _unit, of, option, _segment, _fromNs, durationNs, joules) {
          if (of === request && (durationNs > 0 || joules > 0))
            work.push({ activity, option, durationNs, joules });
        },
        clocked(of, clock) {
          if (of === request) clocks.push(clock);
        },
        waiting() {},
        battery() {},
        ended(of, served, timeNs) {
          if (of === request && served) endNs = timeNs;
        },
      },
    },
    (own) => overheard(instead ? instead(own) : own, request, answers),
  );
  return { answers, work, clocks, endNs, run };
}

/** The same policy; what it is asked about one request is written down. */
function overheard(policy: Policy, request: number, answers: Answer[]): Policy {
  const { review } = policy;
  return {
    ...policy,
    decide(observation) {
      const saw = observation.request === request ? { ...observation } : null;
      const option = policy.decide(observation);
      if (saw) answers.push({ kind: 'decide', saw, option });
      return option;
    },
    ...(review
      ? {
          review(result: PassResult) {
            const saw = result.request === request ? { ...result } : null;
            const answer = review.call(policy, result);
            if (saw) answers.push({ kind: 'review', saw, answer });
            return answer;
          },
        }
      : {}),
  };
}
