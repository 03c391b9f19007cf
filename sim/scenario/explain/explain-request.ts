import { parsePolicyName } from '../../policies/policy-name.ts';
import { valuesOf } from '../../policies/policy-parameter.ts';
import type { RequestTrace } from '../../workload/arrivals/request-trace.ts';
import { clairvoyant } from '../simulate/clairvoyant.ts';
import type { PolicyRunHandle } from '../simulate/open-policy-run.ts';
import type { SimulatedSystem } from '../simulate/request-run.ts';
import { deadlineOf } from '../simulate/streams/deadline-of.ts';
import { type HeardRequest, listen } from './listen.ts';
import { type Probe, probe } from './probe.ts';

/** An option as it was for the request: what the policy knew of it, and what it would have been. */
export interface Alternative {
  readonly option: string;
  /** The policy may use it. */
  readonly allowed: boolean;
  /** From validation data: what the policy knew. */
  readonly meanServiceNs: number;
  readonly meanMarginalJ: number;
  readonly validationAccuracy: number;
  /** For this sample: what no policy knows before the pass. */
  readonly serviceNs: number;
  readonly marginalJ: number;
  readonly right: boolean;
  readonly confidence: number;
  /** Ends in time if started when the policy decided. */
  readonly inTime: boolean;
}

/** How the request ended under one policy. */
export interface Outcome {
  readonly heard: HeardRequest;
  readonly latencyNs: number | null;
  readonly inTime: boolean;
  /** The answer that was given is right; false where there was none. */
  readonly right: boolean;
  /** Option of the answer that was given; null where there was none. */
  readonly option: string | null;
  /** Clock of each pass, MHz; empty without a governor. */
  readonly clocksMhz: readonly number[];
  /** All that was charged for the request: waking, deciding, passes, reviews, J. */
  readonly joules: number;
}

/** Why one request was served as it was. */
export interface RequestExplanation {
  readonly request: number;
  readonly requests: number;
  readonly arrivalNs: number;
  readonly sample: number;
  /** Number and criticality of its stream; null where all requests are alike. */
  readonly stream: { readonly number: number; readonly criticality: 'high' | 'low' } | null;
  readonly deadlineNs: number;
  readonly policy: {
    readonly title: string;
    readonly signal: string;
    readonly source: string;
    readonly note: string | null;
    /** The option it always takes; null where it is asked about every request. */
    readonly always: string | null;
    readonly parameters: readonly {
      readonly id: string;
      readonly value: number;
      readonly unit: string;
      readonly meaning: string;
    }[];
  };
  readonly own: Outcome;
  /** The clairvoyant of the same trace (`O_dyn`), in a run of its own. */
  readonly oracle: Outcome;
  readonly alternatives: readonly Alternative[];
  /** Empty where the policy was not asked. */
  readonly probes: readonly Probe[];
}

/**
 * Simulates a run again and explains one of its requests.
 * @param policyName with its settings
 * @throws RangeError when there is no such request
 */
export function explainRequest(
  handle: PolicyRunHandle,
  policyName: string,
  request: number,
): RequestExplanation {
  const { system, trace, optionIds, context, definition } = handle;
  const requests = trace.timeNs.length;
  if (!(Number.isInteger(request) && request >= 0 && request < requests))
    throw new RangeError(
      requests === 0
        ? 'no request arrived in this run'
        : `there is no request ${request}; give 0 to ${requests - 1}`,
    );
  let always: number | undefined;
  const own = listen(handle, request, (policy) => {
    always = policy.always;
    return policy;
  });
  const oracle = listen(handle, request, () => clairvoyant(system, context.choices, trace));
  const asked = own.answers.find((answer) => answer.kind === 'decide');
  const sample = trace.sample[request]!;
  const arrivalNs = trace.timeNs[request]!;
  const decidedNs = asked?.kind === 'decide' ? asked.saw.timeNs : arrivalNs;
  const deadlineNs = deadlineOf(system, trace, request);
  const leftNs = arrivalNs + deadlineNs - decidedNs;
  const { parameters = {} } = definition;
  const values = valuesOf(parameters, parsePolicyName(policyName).values);
  return {
    request,
    requests,
    arrivalNs,
    sample,
    stream: streamOf(system, trace, request),
    deadlineNs,
    policy: {
      title: definition.title,
      signal: definition.signal,
      source: definition.source,
      note: handle.note,
      always: always === undefined ? null : optionIds[always]!,
      parameters: Object.entries(parameters).map(([id, { unit, meaning }]) => ({
        ...{ id, unit, meaning },
        value: values[id]!,
      })),
    },
    own: outcomeOf(handle, request, own),
    oracle: outcomeOf(handle, request, oracle),
    alternatives: system.options.map((costs, index) => {
      const row = costs.stride * sample;
      const known = context.options[index]!;
      return {
        option: optionIds[index]!,
        allowed: always === undefined ? context.choices.includes(index) : index === always,
        meanServiceNs: known.meanServiceNs,
        meanMarginalJ: known.meanMarginalEnergyJ,
        validationAccuracy: known.validationAccuracy,
        serviceNs: costs.serviceNs[row]!,
        marginalJ: costs.marginalJ[row]!,
        right: costs.correct[sample] === 1,
        confidence: costs.confidence[sample]! / 65535,
        inTime: costs.serviceNs[row]! <= leftNs,
      };
    }),
    probes: asked?.kind === 'decide' && always === undefined ? probe(handle, request, asked.saw) : [],
  };
}

function streamOf(
  { streams }: SimulatedSystem,
  { stream }: RequestTrace,
  request: number,
): RequestExplanation['stream'] {
  if (!streams || !stream) return null;
  const number = stream[request]!;
  return { number, criticality: streams.high[number] ? 'high' : 'low' };
}

function clocksOf({ units, clocks }: SimulatedSystem, heard: HeardRequest): number[] {
  return clocks ? heard.clocks.map((clock) => units[0]!.clocks!.hz[clock]! / 1e6) : [];
}

function outcomeOf(
  { system, trace, optionIds }: PolicyRunHandle,
  request: number,
  heard: HeardRequest,
): Outcome {
  const latencyNs = heard.endNs === null ? null : heard.endNs - trace.timeNs[request]!;
  const inTime = latencyNs !== null && latencyNs <= deadlineOf(system, trace, request);
  const passes = heard.work.filter(({ activity }) => activity === 'run');
  const last = heard.answers.at(-1);
  const recalled = last?.kind === 'review' && last.answer < -1 ? -2 - last.answer : null;
  const option = recalled ?? passes.at(-1)?.option ?? null;
  return {
    heard,
    latencyNs,
    inTime,
    right: option !== null && system.options[option]!.correct[trace.sample[request]!] === 1,
    option: option === null ? null : optionIds[option]!,
    clocksMhz: clocksOf(system, heard),
    joules: heard.work.reduce((sum, { joules }) => sum + joules, 0),
  };
}
