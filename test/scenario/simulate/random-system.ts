import { RandomStream } from '../../../sim/engine/random/random-stream.ts';
import type { Policy } from '../../../sim/policies/policy.ts';
import { lowestRestW, optionCosts } from '../../../sim/scenario/simulate/option-costs.ts';
import type { SimulatedSystem } from '../../../sim/scenario/simulate/request-run.ts';
import type { OutcomeTable } from '../../../sim/sparsity/outcome-table.ts';
import type { Plan, PowerState, Target, Unit } from '../../../sim/targets/target.ts';
import type { RequestTrace } from '../../../sim/workload/arrivals/request-trace.ts';

/** Draws one after the other from one stream. */
export class Dice {
  private readonly stream: RandomStream;
  private index = 0;

  constructor(seed: number) {
    this.stream = new RandomStream(seed, 'swarm', 'dice');
  }

  share = () => this.stream.uniform(this.index++);
  below = (bound: number) => this.stream.integer(this.index++, bound);
  one = <T>(values: readonly T[]): T => values[this.below(values.length)]!;
  many = <T>(count: number, make: (i: number) => T): T[] => Array.from({ length: count }, (_, i) => make(i));
}

function randomUnit(dice: Dice, name: string): Unit {
  let afterNs = 0;
  const powerStates = dice.many(1 + dice.below(3), (i): PowerState => {
    if (i > 0) afterNs += dice.one([0, 100, 5000, 200_000]);
    return {
      name: `state ${i}`,
      powerW: dice.one([0, 0.001, 0.5, 8, 120]) * dice.share(),
      afterNs,
      wakeNs: dice.one([0, 30, 500.4, 40_000]),
      wakeEnergyJ: dice.one([0, 1e-9, 1e-4]),
    };
  });
  return {
    name,
    powerStates,
    policyOperationNs: dice.one([0, 0.3, 7]),
    policyOperationJ: dice.one([0, 1e-12, 1e-8]),
  };
}

/** Units with power states, options of several stages (some at rest power exactly), a table, a deadline, a queue. */
export function randomSystem(dice: Dice): SimulatedSystem {
  const units = dice.many(1 + dice.below(3), (u) => randomUnit(dice, `unit ${u}`));
  const points = 1 + dice.below(5);
  const samples = 1 + dice.below(30);
  const skipsInputs = dice.share() < 0.5;
  const stages = dice.many(points, () =>
    dice.many(1 + dice.below(3), () => ({
      unit: dice.one(units),
      durationNs: 10 ** (1 + 4 * dice.share()),
      computeJ: dice.share() < 0.3 ? 0 : dice.share() * 1e-5,
    })),
  );
  const lower = (plan: Plan, outcome: { effectiveMacs: ArrayLike<number> } | null) =>
    stages[plan.point.levels[0]!]!.map((stage) => {
      const durationNs = stage.durationNs * (outcome ? 0.3 + outcome.effectiveMacs[0]! / 1000 : 1);
      const joules = { static: lowestRestW(stage.unit) * durationNs * 1e-9, compute: stage.computeJ };
      return { unit: stage.unit.name, resource: 'compute' as const, durationNs, joules, bytesMoved: 0 };
    });
  const target = { id: 'swarm', units, lower, capabilities: () => ({ skipsInputs }) } as unknown as Target;
  const table = {
    network: 'swarm',
    sampleCount: samples,
    points: dice.many(points, (p) => ({ id: `p${p}`, levels: [p], gates: [skipsInputs ? 0.1 : null] })),
    layers: ['layer'],
    labels: new Uint8Array(samples),
    topClass: Uint8Array.from({ length: samples * points }, () => (dice.share() < 0.3 ? 1 : 0)),
    confidence: new Uint16Array(samples * points),
    activeInputs: new Uint16Array(samples * points),
    effectiveMacs: Uint32Array.from({ length: samples * points }, () => dice.below(1000)),
  } as unknown as OutcomeTable;
  return {
    units,
    options: table.points.map((point, p) =>
      optionCosts(target, { point, unit: 'unit 0', numericForm: 'fp32' } as unknown as Plan, table, p),
    ),
    deadlineNs: Math.round(10 ** (1.5 + 4 * dice.share())),
    queueLimit: dice.share() < 0.3 ? dice.below(4) : Number.POSITIVE_INFINITY,
    batteryJ: dice.share() < 0.3 ? 10 ** (-6 + 6 * dice.share()) : Number.POSITIVE_INFINITY,
    gridIntensityGPerKwh: 0,
  };
}

export function randomPolicies(dice: Dice, options: number): Policy[] {
  const cost = () => ({
    decideOperations: dice.one([0, 10, 1000]),
    reviewOperations: dice.one([0, 5]),
  });
  const decide = () => dice.below(options);
  return [
    { always: dice.below(options), decide, cost: { decideOperations: 0, reviewOperations: 0 } },
    { decide, cost: cost() },
    {
      decide,
      review: ({ pass }) => (pass < 3 && dice.share() < 0.4 ? dice.below(options) : -1),
      cost: cost(),
    },
  ];
}

/** Up to 99 requests, in bursts and with rests between, over samples below `samples`. */
export function randomTrace(dice: Dice, seed: number, samples: number): RequestTrace {
  const gapNs = 10 ** (2 + 4 * dice.share());
  let at = 0;
  const timeNs = Float64Array.from({ length: dice.below(100) }, () => {
    at += Math.floor(dice.share() < 0.2 ? 0 : 2 * gapNs * dice.share());
    return at;
  });
  return {
    seed,
    horizonNs: Math.ceil(at * (0.5 + dice.share()) + gapNs),
    timeNs,
    sample: Uint32Array.from(timeNs, () => dice.below(samples)),
  };
}

/** A random system with a trace and one of its policies. */
export function randomRun(seed: number): { system: SimulatedSystem; trace: RequestTrace; policy: Policy } {
  const dice = new Dice(seed);
  const system = randomSystem(dice);
  const trace = randomTrace(dice, seed, system.options[0]!.sampleCount);
  const policies = randomPolicies(dice, system.options.length);
  return { system, trace, policy: policies[seed % policies.length]! };
}
