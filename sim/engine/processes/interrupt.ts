import { describeValue } from './describe-value.ts';
import { inherit } from './inherit.ts';

export interface Interrupt extends Error {}

/**
 * What `process.interrupt(cause)` throws into the process, at the `yield` where it waits. It is an `Error` without a
 * stack, which would cost more than all the rest of an interrupt and show the engine only.
 */
// biome-ignore lint/suspicious/noUnsafeDeclarationMerging: `inherit` below provides what the interface promises
export class Interrupt {
  declare readonly cause: unknown;

  constructor(cause?: unknown) {
    this.cause = cause;
  }

  get name(): string {
    return 'Interrupt';
  }

  get message(): string {
    return `the process was interrupted, cause ${describeValue(this.cause)}`;
  }
}
inherit(Interrupt, Error);
