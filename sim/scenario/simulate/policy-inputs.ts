import type { Observation, PassResult } from '../../policies/policy.ts';

type Writable<T> = { -readonly [K in keyof T]: T[K] };

/** The one observation of a run, filled in again before every decision. */
export function emptyObservation(): Writable<Observation> {
  return {
    request: 0,
    timeNs: 0,
    queueLength: 0,
    deadlineLeftNs: 0,
    batteryShare: 1,
    gridIntensityGPerKwh: 0,
    temperatureC: null,
    harvestW: 0,
    lastConfidence: 1,
  };
}

/** The one pass result of a run, filled in again before every review. */
export function emptyResult(): Writable<PassResult> {
  return {
    request: 0,
    option: 0,
    pass: 0,
    confidence: 0,
    serviceNs: 0,
    deadlineLeftNs: 0,
    queueLength: 0,
  };
}
