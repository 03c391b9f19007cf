import { fc, test } from '@fast-check/vitest';
import { describe, expect, it } from 'vitest';
import type { Policy } from '../../../sim/policies/policy.ts';
import { Continuations } from '../../../sim/scenario/simulate/continuations.ts';
import type { RequestRun, SimulatedSystem } from '../../../sim/scenario/simulate/request-run.ts';
import { simulateRequests } from '../../../sim/scenario/simulate/simulate-requests.ts';
import { recordedReplay } from '../../../sim/score/recorded-replay.ts';
import { optionOf, smallUnit } from './small-system.ts';

const samples = 4;
const grown = fc.array(
  fc.array(fc.integer({ min: 1, max: 900 }), { minLength: samples, maxLength: samples }),
  { minLength: 3, maxLength: 3 },
);

/** Three readings of one run, each later and dearer, and an option of its own. */
function systemOf(steps: readonly (readonly number[])[]): SimulatedSystem {
  const upTo = (k: number, s: number) =>
    steps.slice(0, k + 1).reduce((sum, step) => sum + 1000 * step[s]!, 0);
  const all = Array.from({ length: samples }, (_, s) => s);
  const options = [0, 1, 2].map((k) =>
    optionOf({
      serviceNs: all.map((s) => upTo(k, s)),
      // Above what resting takes, 0.1 W.
      marginalJ: all.map((s) => upTo(k, s) * 3e-9),
      correct: all.map((s) => (s <= k ? 1 : 0)),
    }),
  );
  options.push(
    optionOf({ serviceNs: all.map(() => 5e5), marginalJ: all.map(() => 2e-3), correct: all.map(() => 1) }),
  );
  const pairs = [
    { from: 0, to: 1 },
    { from: 0, to: 2 },
    { from: 1, to: 2 },
  ];
  return {
    units: [smallUnit('chip')],
    options,
    continuations: new Continuations(options, pairs),
    deadlineNs: 1e7,
    queueLimit: Number.POSITIVE_INFINITY,
    batteryJ: Number.POSITIVE_INFINITY,
    gridIntensityGPerKwh: 0,
  };
}

const trace = {
  seed: 1,
  horizonNs: 5e7,
  timeNs: Float64Array.from({ length: 12 }, (_, i) => i * 4e6),
  sample: Uint32Array.from({ length: 12 }, (_, i) => i % samples),
};
const cost = { decideOperations: 0, reviewOperations: 0 };
/** Goes through options in turn. */
const through = (...list: number[]): Policy => ({
  decide: () => list[0]!,
  review: ({ option }) => list[list.indexOf(option) + 1] ?? -1,
  cost,
});
const ledger = (run: RequestRun) => run.ledger.flatMap(({ joules }) => joules).reduce((a, b) => a + b, 0);

function spentJ(system: SimulatedSystem, policy: Policy): number {
  const run = recordedReplay(system, trace, policy);
  return 'spentJ' in run ? run.spentJ.at(-1)! : Number.NaN;
}

describe('going on from one reading to a later one', () => {
  test.prop([grown], { seed: 3, numRuns: 60 })(
    'costs in all what the last reading alone costs, and answers alike',
    (steps) => {
      const system = systemOf(steps);
      const alone = simulateRequests(system, trace, through(2));
      for (const policy of [through(0, 1, 2), through(1, 2), through(0, 2)]) {
        const run = simulateRequests(system, trace, policy);
        expect(run.serviceNs).toBe(alone.serviceNs);
        expect(run.energyJ).toBeCloseTo(alone.energyJ, 12);
        expect(ledger(run)).toBeCloseTo(run.energyJ, 12);
        expect(run.correct).toBe(alone.correct);
        expect(spentJ(system, policy)).toBeCloseTo(spentJ(system, through(2)), 12);
      }
    },
  );

  it('is told to policies and counted as the option that is gone on to', () => {
    const system = systemOf([
      [1, 2, 3, 4],
      [1, 1, 1, 1],
      [2, 2, 2, 2],
    ]);
    const told: number[] = [];
    const policy = through(0, 1, 2);
    const run = simulateRequests(system, trace, {
      ...policy,
      review(result) {
        told.push(result.option, result.serviceNs);
        return policy.review!(result);
      },
    });
    expect([...run.passes]).toEqual([12, 12, 12, 0]);
    expect(told.slice(0, 6)).toEqual([0, 1000, 1, 1000, 2, 2000]);
  });

  it('says what is left of a later option', () => {
    const system = systemOf([
      [1, 2, 3, 4],
      [1, 1, 1, 1],
      [2, 2, 2, 4],
    ]);
    expect([0, 1, 2, 3].map((option) => system.continuations!.from(option))).toEqual([
      [
        { option: 1, meanServiceNs: 1000 },
        { option: 2, meanServiceNs: 3500 },
      ],
      [{ option: 2, meanServiceNs: 2500 }],
      undefined,
      undefined,
    ]);
  });

  it('keeps nothing where nothing can be kept', () => {
    const system = systemOf([
      [1, 1, 1, 1],
      [1, 1, 1, 1],
      [1, 1, 1, 1],
    ]);
    const both = simulateRequests(system, trace, through(1, 3));
    expect(both.serviceNs).toBe(12 * (2000 + 5e5));
  });
});
