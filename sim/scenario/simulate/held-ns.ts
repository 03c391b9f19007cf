const leastNs = 1e6;

/** What a policy's answer to `hold` comes to: 0, or from 1 ms up to the deadline, whole ns. @throws RangeError */
export function heldNs(answer: number, deadlineLeftNs: number): number {
  if (!(answer >= 0))
    throw new RangeError(`the policy held a request for ${answer} ns; 0 or more is allowed`);
  return answer === 0 ? 0 : Math.ceil(Math.min(Math.max(answer, leastNs), deadlineLeftNs));
}
