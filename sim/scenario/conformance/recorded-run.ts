import { accept, type Observation, type Policy, type PolicyContext } from '../../policies/policy.ts';
import type { RequestTrace } from '../../workload/arrivals/request-trace.ts';
import type { SimulatedSystem } from '../simulate/request-run.ts';
import { simulateRequests } from '../simulate/simulate-requests.ts';
import { strictView } from './strict-view.ts';

/** One call of a policy: what it was shown, as text, and its answer. */
export interface RecordedCall {
  readonly shown: string;
  readonly answer: number;
}

/** A run of a policy on a trial, and what it did that no policy may. */
export interface RecordedRun {
  readonly calls: readonly RecordedCall[];
  readonly faults: readonly string[];
}

/** Surroundings that change: a saw-tooth of temperature, a harvest that comes and goes, dirty and clean hours. */
function inSurroundings(seen: Observation): Observation {
  const phase = seen.request % 40;
  return {
    ...seen,
    temperatureC: 40 + 1.5 * phase,
    harvestW: phase < 25 ? 0.001 : 0,
    batteryShare: seen.batteryShare < 1 ? seen.batteryShare : (phase % 11) / 10,
    gridIntensityGPerKwh: phase < 20 ? 500 : 100,
  };
}

/** Simulates a policy under the eyes of the suite. An error that it throws is a fault, not an error of this call. */
export function recordedRun(
  policy: Policy,
  system: SimulatedSystem,
  context: PolicyContext,
  trace: RequestTrace,
): RecordedRun {
  const calls: RecordedCall[] = [];
  const faults = new Set<string>();
  const allowed = new Set(policy.always === undefined ? (policy.uses ?? context.choices) : [policy.always]);
  const note = (shown: object, answer: number): number => {
    calls.push({ shown: JSON.stringify(shown), answer });
    return answer;
  };
  const watched: Policy = {
    ...policy,
    decide(reused) {
      const seen = inSurroundings(reused);
      const unknown = (key: string) => faults.add(`reads observation.${key}, which does not exist`);
      const answer = strictView(seen, unknown, (view) => policy.decide(view));
      if (!allowed.has(answer))
        throw new RangeError(`decide answered ${answer}; allowed are ${[...allowed].join(', ')}`);
      return note(seen, answer);
    },
    ...(policy.hold
      ? {
          hold(reused) {
            const seen = inSurroundings(reused);
            const unknown = (key: string) => faults.add(`reads observation.${key}, which does not exist`);
            return note(
              seen,
              strictView(seen, unknown, (view) => policy.hold!(view)),
            );
          },
        }
      : {}),
    ...(policy.review
      ? {
          review(reused) {
            const seen = { ...reused };
            const unknown = (key: string) => faults.add(`reads result.${key}, which does not exist`);
            const answer = strictView(seen, unknown, (view) => policy.review!(view));
            if (!Number.isInteger(answer) || (answer > accept && !allowed.has(answer)))
              throw new RangeError(
                `review answered ${answer}; allowed are accept (-1), recall(option) and ${[...allowed].join(', ')}`,
              );
            return note(seen, answer);
          },
        }
      : {}),
  };
  try {
    simulateRequests(system, trace, watched);
  } catch (error) {
    faults.add(inWords(error));
  }
  return { calls, faults: [...faults] };
}

function inWords(error: unknown): string {
  const text = error instanceof Error ? error.message : String(error);
  if (/revoked/.test(text)) return 'keeps an observation or a result and reads it after the call';
  if (/read only property|not extensible|cannot delete/i.test(text))
    return 'writes to an observation or a result';
  return text;
}
