import { expectWithin } from '../../../helpers/expect-within.ts';

/** Every value within `relative` of the largest expected one. */
export function expectNear(
  found: readonly number[],
  expected: readonly number[],
  what: string,
  relative = 2e-5,
): void {
  const scale = expected.reduce((most, v) => Math.max(most, Math.abs(v)), 1e-3);
  expectWithin(found, expected, () => relative * scale, what);
}
