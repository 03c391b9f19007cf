import type { Observation } from '../../policies/policy.ts';
import type { PolicyRunHandle } from '../simulate/open-policy-run.ts';

/** What the policy would have answered, had one thing that it saw been different. */
export interface Probe {
  readonly signal: keyof Observation;
  readonly value: number;
  readonly option: number;
}

/** Ends a simulation once the answer is there. */
class Answered extends Error {}

/**
 * Asks the policy again about one request, each time with one signal changed: everything before the request happens as it
 * did, so that its memory is the same. Signals that are not simulated, or would not change, are left out.
 */
export function probe(handle: PolicyRunHandle, request: number, saw: Observation): readonly Probe[] {
  const { deadlineNs, batteryJ, intensity } = handle.system;
  const lists: readonly (readonly [keyof Observation, readonly number[]])[] = [
    ['queueLength', [0, saw.queueLength + 5]],
    [
      'deadlineLeftNs',
      [Math.round(0.25 * deadlineNs), Math.round(0.5 * deadlineNs), deadlineNs, 2 * deadlineNs],
    ],
    ['batteryShare', batteryJ < Number.POSITIVE_INFINITY || saw.harvestW > 0 ? [0.05, 0.5, 1] : []],
    ['gridIntensityGPerKwh', intensity ? [0.5 * saw.gridIntensityGPerKwh, 2 * saw.gridIntensityGPerKwh] : []],
    ['temperatureC', saw.temperatureC === null ? [] : [saw.temperatureC - 20, saw.temperatureC + 20]],
    ['harvestW', saw.harvestW > 0 ? [0, 2 * saw.harvestW] : []],
    ['lastConfidence', [0, 1]],
  ];
  return lists.flatMap(([signal, values]) =>
    values
      .filter((value) => value !== saw[signal])
      .map((value) => ({ signal, value, option: asked(handle, request, { [signal]: value }) })),
  );
}

function asked(handle: PolicyRunHandle, request: number, change: Partial<Observation>): number {
  let option = -1;
  try {
    handle.run({}, (own) => ({
      ...own,
      decide(observation) {
        if (observation.request !== request) return own.decide(observation);
        option = own.decide({ ...observation, ...change });
        throw new Answered();
      },
    }));
  } catch (error) {
    if (!(error instanceof Answered)) throw error;
  }
  return option;
}
