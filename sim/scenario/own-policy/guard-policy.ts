import type {
  Observation,
  PassResult,
  Policy,
  PolicyContext,
  PolicyDefinition,
} from '../../policies/policy.ts';

/**
 * Shared with the thread that watches over this one: calls of policy code begun and ended (odd while one is under way),
 * and the index of the policy that is called.
 */
export type Heartbeat = Int32Array<SharedArrayBuffer>;

export const newHeartbeat = (): Heartbeat => new Int32Array(new SharedArrayBuffer(8));

/**
 * A policy of the user's own behind glass: it sees frozen copies of what the simulation reuses, its declared cost is
 * checked, and every call is counted so that one that does not come back can be noticed.
 */
export function guardPolicy(
  definition: PolicyDefinition,
  heartbeat: Heartbeat,
  index: number,
): PolicyDefinition {
  function call<T>(work: () => T): T {
    Atomics.store(heartbeat, 1, index);
    Atomics.add(heartbeat, 0, 1);
    try {
      return work();
    } finally {
      Atomics.add(heartbeat, 0, 1);
    }
  }
  /** A pilot run is the simulation's time, not the policy's, which is called in it again. */
  function outside<T>(work: () => T): T {
    Atomics.add(heartbeat, 0, 1);
    try {
      return work();
    } finally {
      Atomics.add(heartbeat, 0, 1);
    }
  }
  const guarded = (policy: Policy): Policy => {
    checkCost(policy);
    const { hold, review, reset } = policy;
    return {
      ...policy,
      decide: (observation) => call(() => policy.decide(frozen<Observation>(observation))),
      ...(hold ? { hold: (seen) => call(() => hold.call(policy, frozen<Observation>(seen))) } : {}),
      ...(review ? { review: (result) => call(() => review.call(policy, frozen<PassResult>(result))) } : {}),
      ...(reset ? { reset: (random) => call(() => reset.call(policy, random)) } : {}),
    };
  };
  const pilot = (context: PolicyContext) => (policy: Policy) => {
    const behindGlass = guarded(policy);
    return outside(() => context.pilot(behindGlass));
  };
  return {
    ...definition,
    create: (context, values) =>
      guarded(call(() => definition.create(ownCopy(context, pilot(context)), values))),
  };
}

const frozen = <T extends object>(value: T): T => Object.freeze({ ...value });

/** The context with copies of everything that the other policies see too. */
function ownCopy(context: PolicyContext, pilot: PolicyContext['pilot']): PolicyContext {
  const { validation } = context;
  return Object.freeze({
    ...context,
    options: Object.freeze(context.options.map((option) => frozen(option))),
    choices: Object.freeze([...context.choices]),
    validation: frozen({
      ...validation,
      correct: validation.correct.slice(),
      confidence: validation.confidence.slice(),
    }),
    pilot,
  });
}

/** @throws RangeError when a policy does not say what it costs, or says something that cannot be */
export function checkCost({ cost, decide }: Policy): void {
  if (typeof decide !== 'function') throw new RangeError('`create` gave no policy: it has no `decide`');
  for (const key of ['decideOperations', 'reviewOperations'] as const) {
    const operations: unknown = cost?.[key];
    if (!(typeof operations === 'number' && operations >= 0 && operations < Number.POSITIVE_INFINITY))
      throw new RangeError(`cost.${key} is ${operations}; give a finite number of operations, 0 or more`);
  }
}
