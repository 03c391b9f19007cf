import type { PassResult, Policy, PolicyContext } from '../../sim/policies/policy.ts';
import type { PolicyValues } from '../../sim/policies/policy-parameter.ts';
import { policyDefinitions } from '../../sim/policies/registry.ts';

/** A registered policy, made and ready for a run. */
export function made(id: string, context: PolicyContext, values: PolicyValues = {}): Policy {
  const policy = policyDefinitions.find((p) => p.id === id)!.create(context, values);
  policy.reset?.(context.random);
  return policy;
}

export function passResult(change: Partial<PassResult> = {}): PassResult {
  return {
    request: 0,
    option: 0,
    pass: 0,
    confidence: 1,
    serviceNs: 100,
    deadlineLeftNs: 500,
    queueLength: 0,
    ...change,
  };
}

/** Three levels: the densest is the surest, slowest and dearest. */
export const threeLevels = [
  { id: 'L0', wrong: 0.02, serviceNs: 800, energyJ: 8 },
  { id: 'L1', wrong: 0.05, serviceNs: 400, energyJ: 4 },
  { id: 'L2', wrong: 0.2, serviceNs: 100, energyJ: 1 },
] as const;
