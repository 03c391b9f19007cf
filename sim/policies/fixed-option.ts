import type { Option, Policy } from './policy.ts';

/** A policy that answers one option whatever it sees. It costs nothing at run time. */
export function fixedOption(option: Option, note?: string): Policy {
  return {
    always: option.index,
    decide: () => option.index,
    cost: { decideOperations: 0, reviewOperations: 0 },
    ...(note === undefined ? {} : { note }),
  };
}
