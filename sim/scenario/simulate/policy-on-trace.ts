import { RandomStream } from '../../engine/random/random-stream.ts';
import type { Policy, PolicyContext, PolicyDefinition } from '../../policies/policy.ts';
import type { RequestTrace } from '../../workload/arrivals/request-trace.ts';

/**
 * A policy as it begins a run over a trace: with that run's random numbers, and without memory of earlier runs.
 * @param policy made from the definition and the context before
 */
export function policyOnTrace(
  definition: PolicyDefinition,
  context: PolicyContext,
  policy: Policy,
  trace: RequestTrace,
): Policy {
  const random = new RandomStream(trace.seed, context.targetId, `policy ${definition.id}`);
  const fresh =
    policy.reset || policy.always !== undefined ? policy : definition.create({ ...context, random });
  fresh.reset?.(random);
  return fresh;
}
