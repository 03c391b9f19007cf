import type { Observation, Policy } from '../../policies/policy.ts';
import { clairvoyant } from '../simulate/clairvoyant.ts';
import type { PolicyRunHandle } from '../simulate/open-policy-run.ts';
import { deadlineOf } from '../simulate/streams/deadline-of.ts';

/** How every request of a run ended, by request. */
export interface LoggedOutcomes {
  /** Index of the option whose answer was given; -1: none was. */
  readonly option: Int16Array;
  /** 1: the answer is right. */
  readonly right: Uint8Array;
  /** 1: it came in time. */
  readonly inTime: Uint8Array;
  /** From arrival to result, ns; NaN where the request was dropped. */
  readonly latencyNs: Float64Array;
  /** All that was charged for the request, J. */
  readonly joules: Float64Array;
}

/** What a policy saw when it was asked first about each request, by request; NaN where it was not asked. */
export type Seen = {
  readonly [K in Exclude<keyof Observation, 'request' | 'stream' | 'criticality'>]: Float64Array | null;
};

/** One run of a policy, request by request, beside the clairvoyant of the same trace. */
export interface DecisionLog {
  readonly optionIds: readonly string[];
  /** The option it always takes; null where it is asked about every request. */
  readonly always: string | null;
  readonly deadlineNs: number;
  /** Arrivals, ns. */
  readonly arrivalNs: Float64Array;
  readonly own: LoggedOutcomes;
  readonly oracle: LoggedOutcomes;
  /** Signals that are not simulated, and so say the same all the time, are null; all are for a policy that is not asked. */
  readonly saw: Seen;
}

const signals = [
  'timeNs',
  'queueLength',
  'deadlineLeftNs',
  'lastConfidence',
  'batteryShare',
  'gridIntensityGPerKwh',
  'temperatureC',
  'harvestW',
] as const satisfies readonly (keyof Seen)[];

type Heard = { readonly [K in (typeof signals)[number]]: Float64Array };

/**
 * Simulates a run and that of its clairvoyant once each and keeps what happened to every request. For each of them it
 * is what `explainRequest` tells of it.
 */
export function decisionLog(handle: PolicyRunHandle): DecisionLog {
  const { system, trace, optionIds, context } = handle;
  const requests = trace.timeNs.length;
  const heard = Object.fromEntries(
    signals.map((signal) => [signal, new Float64Array(requests).fill(Number.NaN)]),
  ) as Heard;
  let always: number | undefined;
  const own = outcomes(handle, heard, (policy) => {
    always = policy.always;
    return policy;
  });
  const oracle = outcomes(handle, null, () => clairvoyant(system, context.choices, trace));
  const saw = Object.fromEntries(
    signals.map((signal) => [signal, isSimulated(handle, signal, heard[signal]) ? heard[signal] : null]),
  ) as unknown as Seen;
  return {
    optionIds,
    always: always === undefined ? null : optionIds[always]!,
    deadlineNs: system.deadlineNs,
    arrivalNs: Float64Array.from(trace.timeNs),
    own,
    oracle,
    saw,
  };
}

function isSimulated({ system }: PolicyRunHandle, signal: keyof Seen, values: Float64Array): boolean {
  if (!values.some((value) => !Number.isNaN(value))) return false;
  switch (signal) {
    case 'batteryShare':
      return values.some((value) => value < 1);
    case 'gridIntensityGPerKwh':
      return system.intensity !== undefined;
    case 'harvestW':
      return values.some((value) => value > 0);
    default:
      return true;
  }
}

function outcomes(
  { system, trace, run }: PolicyRunHandle,
  heard: Heard | null,
  instead: (own: Policy) => Policy,
): LoggedOutcomes {
  const requests = trace.timeNs.length;
  const option = new Int16Array(requests).fill(-1);
  const recalled = new Int16Array(requests).fill(-1);
  const latencyNs = new Float64Array(requests).fill(Number.NaN);
  const joules = new Float64Array(requests);
  run(
    {
      observer: {
        busy(activity, _unit, request, of, _segment, _fromNs, durationNs, spentJ) {
          if (request < 0) return;
          joules[request]! += spentJ;
          if (activity === 'run' && (durationNs > 0 || spentJ > 0)) option[request] = of;
        },
        waiting() {},
        battery() {},
        ended(request, served, timeNs) {
          if (served) latencyNs[request] = timeNs - trace.timeNs[request]!;
        },
      },
    },
    (own) => overheard(instead(own), heard, recalled),
  );
  const right = new Uint8Array(requests);
  const inTime = new Uint8Array(requests);
  for (let request = 0; request < requests; request++) {
    if (recalled[request]! >= 0) option[request] = recalled[request]!;
    const given = option[request]!;
    if (given >= 0) right[request] = system.options[given]!.correct[trace.sample[request]!]!;
    inTime[request] = latencyNs[request]! <= deadlineOf(system, trace, request) ? 1 : 0;
  }
  return { option, right, inTime, latencyNs, joules };
}

/** The same policy; what it is asked first about each request is written down, and which earlier answer it recalls. */
function overheard(policy: Policy, heard: Heard | null, recalled: Int16Array): Policy {
  const { review } = policy;
  return {
    ...policy,
    decide(observation) {
      const { request } = observation;
      if (heard && Number.isNaN(heard.timeNs[request]!))
        for (const signal of signals) heard[signal][request] = observation[signal] ?? Number.NaN;
      return policy.decide(observation);
    },
    ...(review
      ? {
          review(result) {
            const { request } = result;
            const answer = review.call(policy, result);
            recalled[request] = answer < -1 ? -2 - answer : -1;
            return answer;
          },
        }
      : {}),
  };
}
