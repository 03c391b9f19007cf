import type { Checksum } from './checksum.ts';
import type { Job } from './job.ts';

/** A workload inside one of the JavaScript engines. */
export interface Model {
  /** Handles every event up to and including this time. */
  runUntil(timeNs: number): void;
  /** Events handled; for `mm1` customers served. */
  events(): number;
  /** What the engine holds, to add up its memory. */
  readonly engine: object;
  /** Sum of the times that customers spent in the system, ns (`mm1` only). */
  sojournNs?(): number;
  /** Hash of all events, of engines that keep one. */
  digest?(): string;
}

/** What a model is made of: the job and its tables. */
export interface Setting {
  readonly kind: Job['kind'];
  readonly n: number;
  readonly periods: number;
  readonly delays: Float64Array;
  readonly initial: Float64Array;
  readonly check: Checksum;
  /** Called with the time in the system of each customer of `mm1`, ns. */
  readonly served?: (sojournNs: number) => void;
}

export const secondNs = 1e9;
