import type { Policy } from '../../policies/policy.ts';

/** @throws RangeError where a policy's answer is no option, or not one of those that it says it uses */
export function checkAnswer(policy: Policy, option: number, request: number, options: number): void {
  if (!(option >= 0 && option < options) || !Number.isInteger(option)) {
    throw new RangeError(
      `the policy answered option ${option} for request ${request}; there are options 0 to ${options - 1}`,
    );
  }
  if (policy.uses?.includes(option) === false) {
    throw new RangeError(
      `the policy answered option ${option} for request ${request}, but declares that it uses only ${policy.uses.join(', ')}`,
    );
  }
}
