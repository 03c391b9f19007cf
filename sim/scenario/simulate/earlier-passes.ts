import { recall } from '../../policies/policy.ts';

/** Which options the refined requests under way had passes with: only of these may an answer be recalled. */
export class EarlierPasses {
  private readonly options = new Map<number, number[]>();

  /** A request goes on after a pass with this option. */
  refined(request: number, option: number): void {
    const before = this.options.get(request);
    if (before) before.push(option);
    else this.options.set(request, [option]);
  }

  forget(request: number): void {
    this.options.delete(request);
  }

  /**
   * The option whose answer a policy wants.
   * @param answer of `review`, below -1 @param last option of the pass that has just ended
   * @throws RangeError when the request had no pass with it
   */
  recalled(request: number, answer: number, last: number): number {
    const option = recall(answer);
    const passes = [...(this.options.get(request) ?? []), last];
    if (passes.includes(option)) return option;
    throw new RangeError(
      `the policy recalled option ${option} for request ${request}, whose passes used ${passes.join(', ')}`,
    );
  }
}
