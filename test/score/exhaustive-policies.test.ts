import { describe, expect, it } from 'vitest';
import { RandomStream } from '../../sim/engine/random/random-stream.ts';
import { recall } from '../../sim/policies/policy.ts';
import type { RequestRun } from '../../sim/scenario/simulate/request-run.ts';
import { simulateRequests } from '../../sim/scenario/simulate/simulate-requests.ts';
import { boundsOn, drawInstance, exhaustiveJ, type SmallInstance } from './exhaustive-instance.ts';
import { cheapestPolicy, runWritten } from './exhaustive-policies.ts';

const keeps = ({ minCorrect, maxMissed }: SmallInstance, run: RequestRun) =>
  run.correct >= minCorrect && run.missed <= maxMissed;

interface Tried {
  readonly most: 1 | 2;
  /** Lengths of code: from, step, to. */
  readonly codeNs: readonly [number, number, number];
}

/** The cheapest of all sequences of passes with any answer, and of lengths of code, tried one by one. */
function oneByOneJ(instance: SmallInstance, { most, codeNs: [fromNs, stepNs, toNs] }: Tried): number {
  const { system, trace } = instance;
  const k = system.options.length;
  const n = trace.timeNs.length;
  const sequences: { options: readonly number[]; recalled: number }[] = [];
  for (let a = 0; a < k; a++) {
    sequences.push({ options: [a], recalled: -1 });
    for (let b = 0; most > 1 && b < k; b++)
      for (const recalled of a === b ? [-1] : [-1, a]) sequences.push({ options: [a, b], recalled });
  }
  let leastJ = Number.POSITIVE_INFINITY;
  for (let code = 0; code < sequences.length ** n; code++) {
    const of = (request: number) =>
      sequences[Math.floor(code / sequences.length ** request) % sequences.length]!;
    for (let ns = fromNs; ns <= toNs; ns += stepNs) {
      const run = simulateRequests(system, trace, {
        decide: ({ request }) => of(request).options[0]!,
        review({ request, pass }) {
          const { options, recalled } = of(request);
          if (pass + 1 < options.length) return options[pass + 1]!;
          return recalled < 0 ? -1 : recall(recalled);
        },
        cost: { decideOperations: ns / 10, reviewOperations: 0 },
      });
      if (keeps(instance, run)) leastJ = Math.min(leastJ, run.energyJ);
    }
  }
  return leastJ;
}

describe('enumeration of policies', () => {
  it('of up to two passes finds what trying them one by one finds', () => {
    let tried = 0;
    for (let seed = 1; seed <= 100; seed++) {
      const instance = drawInstance(seed);
      const { system, trace } = instance;
      if (trace.timeNs.length > 2 || system.options.length > 2) continue;
      const assignedJ = exhaustiveJ(instance);
      if (assignedJ === null) continue;
      tried++;
      const oneByOne = oneByOneJ(instance, { most: 2, codeNs: [0, 4000, 40_000] });
      const found = cheapestPolicy(instance, assignedJ * (1 + 1e-9), 2)!;
      expect(found.joules).toBeLessThanOrEqual(oneByOne * (1 + 1e-12));
      const run = runWritten(instance, found.policy);
      expect(keeps(instance, run)).toBe(true);
      expect(run.energyJ / found.joules).toBeCloseTo(1, 12);
    }
    expect(tried).toBeGreaterThan(10);
  });

  it('finds the very length of code that is best', () => {
    const instance = drawInstance(4142);
    const found = cheapestPolicy(instance, exhaustiveJ(instance)!)!;
    expect(found.policy.passes.every((options) => options.length === 1)).toBe(true);
    const far = oneByOneJ(instance, { most: 1, codeNs: [0, 230, 20_000] });
    const near = oneByOneJ(instance, { most: 1, codeNs: [13_000, 10, 13_600] });
    expect(found.joules).toBeLessThan(far);
    expect(found.joules / near).toBeCloseTo(1, 12);
    expect(found.policy.codeNs).toBe(13_330);
  });

  it('is beaten by no policy at random, and beats no bound', () => {
    for (let seed = 1; seed <= 100; seed++) {
      const drawn = drawInstance(seed);
      const dice = new RandomStream(seed, 'written', 'policy');
      let at = 0;
      const passes = Array.from(drawn.trace.timeNs, () =>
        Array.from({ length: 1 + dice.integer(at++, 3) }, () =>
          dice.integer(at++, drawn.system.options.length),
        ),
      );
      const run = runWritten(drawn, { codeNs: 10 * dice.integer(at++, 3000), passes });
      const instance = { ...drawn, minCorrect: run.correct, maxMissed: run.missed };
      const found = cheapestPolicy(instance, run.energyJ * (1 + 1e-9))!;
      expect(found.joules).toBeLessThanOrEqual(run.energyJ * (1 + 1e-12));
      const again = runWritten(instance, found.policy);
      expect(keeps(instance, again)).toBe(true);
      expect(again.energyJ / found.joules).toBeCloseTo(1, 12);
      expect(boundsOn(instance).anyPolicyJ!).toBeLessThanOrEqual(again.energyJ);
    }
  });
});
