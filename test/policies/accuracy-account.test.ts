import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { AccuracyAccount } from '../../sim/policies/accuracy-account.ts';

const share = fc.double({ min: 0, max: 1, noNaN: true });

describe('the accuracy account', () => {
  it('keeps the mean at the floor, whatever is asked for, as long as one option reaches the floor', () => {
    fc.assert(
      fc.property(share, fc.array(share, { minLength: 1, maxLength: 100 }), (floor, asked) => {
        const account = new AccuracyAccount(floor, 50);
        let sum = 0;
        asked.forEach((wanted, i) => {
          const taken = account.allows(wanted) ? wanted : floor;
          account.book(taken);
          sum += taken;
          expect(sum / (i + 1)).toBeGreaterThanOrEqual(floor - 1e-9);
        });
      }),
      { seed: 1, numRuns: 300 },
    );
  });

  it('saves up no more than its window', () => {
    const account = new AccuracyAccount(0.9, 10);
    for (let i = 0; i < 1000; i++) account.book(1);
    let cheap = 0;
    while (account.allows(0)) {
      account.book(0);
      cheap++;
    }
    expect(cheap).toBe(1);
  });

  it('counts a late answer as wrong', () => {
    const account = new AccuracyAccount(0.5, 100);
    account.book(0.75);
    expect(account.allows(0.25)).toBe(true);
    account.late(0.75);
    expect(account.allows(0.25)).toBe(false);
    expect(account.balance).toBe(-0.5);
  });
});
