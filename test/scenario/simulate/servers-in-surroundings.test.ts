import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { causeIndex } from '../../../sim/energy/ledger.ts';
import type { Policy } from '../../../sim/policies/policy.ts';
import { BatchSimulation } from '../../../sim/scenario/simulate/batch-simulation.ts';
import type { FaultPlan } from '../../../sim/scenario/simulate/fault-plan.ts';
import { ReplicaSimulation } from '../../../sim/scenario/simulate/replica-simulation.ts';
import type { RequestRun, SimulatedSystem } from '../../../sim/scenario/simulate/request-run.ts';
import { RequestSimulation } from '../../../sim/scenario/simulate/request-simulation.ts';
import type { RequestTrace } from '../../../sim/workload/arrivals/request-trace.ts';
import { withRandomClocks } from './clocks/random-clocks.ts';
import { Dice, randomRun } from './random-system.ts';
import { randomEnvironment } from './surroundings/random-environment.ts';

interface Drawn {
  readonly system: SimulatedSystem;
  readonly trace: RequestTrace;
  readonly policy: () => Policy;
}

/** Windows of every kind of fault over a run. */
function randomFaults(dice: Dice, horizonNs: number): FaultPlan {
  const windows = () => {
    let at = 0;
    return dice.many(1 + dice.below(4), () => {
      const fromNs = at + Math.floor((dice.share() * horizonNs) / 4);
      at = fromNs + 1 + Math.floor((dice.share() * horizonNs) / 8);
      return { fromNs, untilNs: at };
    });
  };
  const unit = 'unit 0';
  return {
    slowDowns: windows().map((window) => ({ ...window, unit, factor: 1 + 3 * dice.share() })),
    outages: windows().map((window) => ({ ...window, unit })),
    sensorGaps: windows(),
  };
}

/** One unit with surroundings, faults and clocks, and requests that come at instants of their own; null for other seeds. */
function draw(seed: number, clocks: boolean): Drawn | null {
  const { system: plain, trace: drawn } = randomRun(seed);
  if (plain.units.length > 1 || plain.options.some(({ stride }) => stride > 0)) return null;
  const dice = new Dice(seed + 1);
  // Even arrivals, and passes and windows that are not: which of two events of one instant comes first is another matter.
  let now = 0;
  const timeNs = drawn.timeNs.map((time) => {
    now = Math.max(now + 2, 2 * Math.floor(time / 2));
    return now;
  });
  const trace = { ...drawn, timeNs, horizonNs: Math.max(drawn.horizonNs, now + 1) };
  const spentJ = plain.options[0]!.meanMarginalJ * timeNs.length + 1e-6;
  const { supply: _, ...environment } = randomEnvironment(dice, spentJ, trace.horizonNs);
  const system = {
    ...(clocks ? withRandomClocks(plain, seed) : plain),
    ...(dice.share() < 0.8 ? { environment } : {}),
    ...(dice.share() < 0.7 ? { faults: randomFaults(dice, trace.horizonNs) } : {}),
    ...(dice.share() < 0.3
      ? { intensity: { gPerKwh: [100, 300], stepNs: Math.ceil(trace.horizonNs / 7), startNs: 0 } }
      : {}),
  };
  const n = plain.options.length;
  const reviews = dice.share() < 0.4;
  const policy = (): Policy => ({
    decide: ({ request, queueLength }) => (request + queueLength) % n,
    ...(reviews
      ? { review: ({ request, pass, serviceNs }) => (pass === 0 && (request + serviceNs) % 3 === 0 ? 0 : -1) }
      : {}),
    cost: { decideOperations: dice.one([0, 30]), reviewOperations: reviews ? 11 : 0 },
  });
  const made = policy();
  return { system, trace, policy: () => made };
}

function everyRun(clocks: boolean, check: (drawn: Drawn, seed: number) => void) {
  let checked = 0;
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 2 ** 31 }), (seed) => {
      const drawn = draw(seed, clocks);
      if (!drawn) return;
      checked++;
      check(drawn, seed);
    }),
    { seed: 11, numRuns: 600 },
  );
  expect(checked).toBeGreaterThan(60);
}

const oneByOne = (system: SimulatedSystem): SimulatedSystem => {
  const { clocks, options } = system;
  const passes = clocks ? [...options, ...clocks.costs] : options;
  return {
    ...system,
    batching: {
      most: 1,
      waitNs: 0,
      passes: options.map((option) => [option]),
      ...(clocks
        ? { byClock: clocks.unit.hz.map((_, c) => options.map((_each, o) => [passes[clocks.pass(o, c)]!])) }
        : {}),
    },
  };
};

function expectWhole(run: RequestRun): void {
  expect(run.done + run.missed + run.dropped).toBe(run.requests);
  const parts = run.ledger.flatMap(({ joules }) => joules).reduce((sum, joules) => sum + joules, 0);
  expect(Math.abs(parts - run.energyJ)).toBeLessThanOrEqual(1e-9 * run.energyJ + 1e-15);
}

describe('batches in surroundings, with faults and governors', () => {
  it.each([false, true])('of one sample are the run without batches (clocks: %s)', (clocks) => {
    everyRun(clocks, ({ system, trace, policy }) => {
      const run = new BatchSimulation(oneByOne(system), trace, policy()).complete();
      expect(run).toEqual(new RequestSimulation(system, trace, policy()).complete());
    });
  });

  it('of several end every request once, and what an observer is told is what was spent on work', () => {
    everyRun(true, ({ system, trace, policy }, seed) => {
      const dice = new Dice(seed + 2);
      const most = 2 + dice.below(5);
      const single = oneByOne(system).batching!;
      const grown = (passes: (typeof single)['passes']) =>
        passes.map(([one]) =>
          Array.from({ length: most }, (_, i) => ({
            ...one!,
            segments: one!.segments.map((segment) => ({
              ...segment,
              durationNs: segment.durationNs.map((ns) => ns * (i + 1)),
              joules: segment.joules.map((joules) => joules * (i + 1)),
            })),
            serviceNs: one!.serviceNs.map((ns) => ns * (i + 1)),
            marginalJ: one!.marginalJ.map((joules) => joules * (i + 1)),
          })),
        );
      const batching = {
        most,
        waitNs: dice.one([0, 5000]),
        passes: grown(single.passes),
        byClock: single.byClock!.map(grown),
      };
      let busyJ = 0;
      const ends = new Uint8Array(trace.timeNs.length);
      const observer = {
        busy: (...told: readonly unknown[]) => {
          busyJ += told[7] as number;
          if (told[0] === 'run') expect(told[3]).toBeLessThan(system.options.length);
        },
        sensed: (joules: number) => {
          busyJ += joules;
        },
        waiting: () => {},
        battery: () => {},
        ended: (request: number) => {
          ends[request]!++;
        },
      };
      const run = new BatchSimulation({ ...system, batching }, trace, policy(), { observer }).complete();
      expectWhole(run);
      expect(ends.every((count) => count === 1)).toBe(true);
      const { idle, sleep } = restOf(run);
      expect(Math.abs(busyJ - (run.energyJ - idle - sleep))).toBeLessThanOrEqual(1e-9 * run.energyJ + 1e-15);
    });
  });
});

describe('replicas in surroundings, with faults', () => {
  const rule = { utilisation: 0.5, bootNs: 2001, bootJ: 3e-6, syncNs: 10_001, stabiliseNs: 50_001 };
  const without = ({ environment, ...system }: SimulatedSystem): SimulatedSystem => {
    const { thermal: _, ...rest } = environment ?? {};
    const { batteryJ: __, ...plain } = system;
    return {
      ...plain,
      batteryJ: Number.POSITIVE_INFINITY,
      ...(environment ? { environment: { startH: 0, ...rest } } : {}),
    };
  };

  it('one, fixed, is the run of one unit', () => {
    everyRun(false, ({ system: drawn, trace, policy }) => {
      const system = without(drawn);
      const one = { ...system, replicas: { ...rule, least: 1, most: 1 } };
      const { replicas: _, ...run } = new ReplicaSimulation(one, trace, policy()).complete();
      expect(run).toEqual(new RequestSimulation(system, trace, policy()).complete());
    });
  });

  it('several end every request once, and emit what they spend', () => {
    everyRun(false, ({ system: drawn, trace, policy }, seed) => {
      const system = without(drawn);
      const most = 2 + (seed % 3);
      const units = Array.from({ length: most }, (_, i) => ({ ...system.units[0]!, name: `unit ${i}` }));
      const replicas = { ...rule, least: 1 + (seed % most), most };
      const intensity = { gPerKwh: [200], stepNs: trace.horizonNs, startNs: 0 };
      const run = new ReplicaSimulation(
        { ...system, units, replicas, intensity },
        trace,
        policy(),
      ).complete();
      expectWhole(run);
      expect(run.emissionsG).toBeCloseTo((run.energyJ / 3.6e6) * 200, 12);
    });
  });
});

function restOf(run: RequestRun): { idle: number; sleep: number } {
  const [{ joules }] = run.ledger as [RequestRun['ledger'][number]];
  return { idle: joules[causeIndex('idle')]!, sleep: joules[causeIndex('sleep')]! };
}
