import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { LowerBound } from '../../sim/score/lower-bound.ts';
import { optionOf, type SmallOption } from '../scenario/simulate/small-system.ts';

const samples = 4;
const deadlineNs = 100;
const option: fc.Arbitrary<SmallOption> = fc.record({
  serviceNs: fc.array(fc.constantFrom(40, 90, 150), { minLength: samples, maxLength: samples }),
  marginalJ: fc.array(fc.integer({ min: 0, max: 60 }), { minLength: samples, maxLength: samples }),
  correct: fc.array(fc.constantFrom(0, 1), { minLength: samples, maxLength: samples }),
});
const instance = fc.record({
  requests: fc.array(fc.nat(samples - 1), { minLength: 1, maxLength: 6 }),
  options: fc.array(option, { minLength: 1, maxLength: 4 }),
  minCorrect: fc.nat(6),
  maxMissed: fc.nat(3),
  mayDrop: fc.boolean(),
});
type Instance = typeof instance extends fc.Arbitrary<infer T> ? T : never;

/** The least energy by trying every assignment; null when none is feasible. */
function enumerate({ requests, options, minCorrect, maxMissed, mayDrop }: Instance): number | null {
  let best: number | null = null;
  const go = (i: number, joules: number, correct: number, missed: number) => {
    if (i === requests.length) {
      if (correct >= minCorrect && missed <= maxMissed && (best === null || joules < best)) best = joules;
      return;
    }
    const s = requests[i]!;
    for (const o of options) {
      const late = o.serviceNs[s]! > deadlineNs;
      go(i + 1, joules + o.marginalJ[s]!, correct + (late ? 0 : o.correct[s]!), missed + (late ? 1 : 0));
    }
    if (mayDrop) go(i + 1, joules, correct, missed + 1);
  };
  go(0, 0, 0, 0);
  return best;
}

function bound(instance: Instance): number | null {
  const counts = new Uint32Array(samples);
  for (const s of instance.requests) counts[s]!++;
  const { mayDrop, minCorrect, maxMissed } = instance;
  const options = instance.options.map(optionOf);
  return new LowerBound({ counts, options, deadlineNs, mayDrop }).at(minCorrect, maxMissed);
}

describe('lower bound', () => {
  it('never lies above the optimum found by enumeration', () => {
    fc.assert(
      fc.property(instance, (i) => {
        const optimum = enumerate(i);
        if (optimum === null) return;
        const low = bound(i);
        expect(low).not.toBeNull();
        expect(low!).toBeLessThanOrEqual(optimum);
      }),
      { seed: 42, numRuns: 1500 },
    );
  });

  it('is the optimum where no option is late, and within a few per cent of it on average otherwise', () => {
    let gap = 0;
    let optima = 0;
    fc.assert(
      fc.property(instance, (i) => {
        const optimum = enumerate(i);
        if (optimum === null) return;
        const low = bound(i)!;
        const timely = !i.mayDrop && i.options.every((o) => o.serviceNs.every((ns) => ns <= deadlineNs));
        if (timely) expect(low).toBeCloseTo(optimum, 6);
        gap += optimum - low;
        optima += optimum;
      }),
      { seed: 43, numRuns: 1500 },
    );
    expect(gap / optima).toBeLessThan(0.05);
  });

  it('grows with the right answers asked for and shrinks with the misses allowed', () => {
    fc.assert(
      fc.property(instance, (i) => {
        const low = bound(i);
        const stricter = bound({ ...i, minCorrect: i.minCorrect + 1 });
        const looser = bound({ ...i, maxMissed: i.maxMissed + 1 });
        if (low === null) expect(stricter).toBeNull();
        else {
          if (stricter !== null) expect(stricter).toBeGreaterThanOrEqual(low - 1e-6);
          expect(looser!).toBeLessThanOrEqual(low + 1e-6);
        }
      }),
      { seed: 44, numRuns: 500 },
    );
  });

  it('says so where no assignment is right often enough', () => {
    const wrong = { serviceNs: [40, 40, 40, 40], marginalJ: [1, 1, 1, 1], correct: [0, 0, 0, 0] };
    const i = { requests: [0, 1], options: [wrong], minCorrect: 1, maxMissed: 0, mayDrop: false };
    expect(bound(i)).toBeNull();
    expect(bound({ ...i, minCorrect: 0 })).toBeCloseTo(2, 9);
  });

  it('says of requests that no option serves that nothing can be done, unless they may be dropped', () => {
    const none = { requests: [0, 1, 1], options: [], minCorrect: 0, maxMissed: 3 };
    expect(bound({ ...none, mayDrop: false })).toBeNull();
    expect(bound({ ...none, mayDrop: true })).toBe(0);
    expect(bound({ ...none, mayDrop: true, minCorrect: 1 })).toBeNull();
  });
});
