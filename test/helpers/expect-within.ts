import { expect } from 'vitest';

/** Every value within its bound of the expected one; the first that is not is named. One assertion, however many values. */
export function expectWithin(
  found: ArrayLike<number>,
  expected: ArrayLike<number>,
  bound: (i: number) => number,
  what = 'value',
): void {
  expect(found.length).toBe(expected.length);
  for (let i = 0; i < expected.length; i++) {
    if (Math.abs(found[i]! - expected[i]!) <= bound(i)) continue;
    expect.fail(`${what} ${i} is ${found[i]}, expected ${expected[i]} within ${bound(i)}`);
  }
}
