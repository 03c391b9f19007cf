import { RandomStream } from '../../sim/engine/random/random-stream.ts';
import type { Policy } from '../../sim/policies/policy.ts';
import { clockCharge } from '../../sim/scenario/simulate/clocks/clock-charge.ts';
import type { RequestRun, SimulatedSystem } from '../../sim/scenario/simulate/request-run.ts';
import { simulateRequests } from '../../sim/scenario/simulate/simulate-requests.ts';
import { LowerBound } from '../../sim/score/lower-bound.ts';
import { ScheduleBound } from '../../sim/score/schedule-bound.ts';
import type { Unit } from '../../sim/targets/target.ts';
import type { RequestTrace } from '../../sim/workload/arrivals/request-trace.ts';
import { optionOf } from '../scenario/simulate/small-system.ts';

/** An instance small enough that every assignment of options to requests can go through the real simulator. */
export interface SmallInstance {
  readonly system: SimulatedSystem;
  readonly trace: RequestTrace;
  readonly minCorrect: number;
  readonly maxMissed: number;
}

/** Draws an instance: 1 to 5 requests, 1 to 3 options, one unit of 1 to 3 rest states. A pure function of the seed. */
export function drawInstance(seed: number): SmallInstance {
  const dice = new RandomStream(seed, 'exhaustive', 'instance');
  let drawn = 0;
  const below = (n: number) => dice.integer(drawn++, n);
  const between = (low: number, high: number) => low + (high - low) * dice.uniform(drawn++);
  const restW = [between(0.02, 1), between(0.001, 0.02), between(0, 0.001)].slice(0, 1 + below(3));
  const unit: Unit = {
    name: 'unit',
    powerStates: restW.map((powerW, i) => {
      const wakeNs = i === 0 ? 0 : Math.round(between(0, 3e5));
      return {
        name: `state ${i}`,
        powerW,
        afterNs: i === 0 ? 0 : Math.round(between(1e5, 2e6)) + (i - 1) * 2e6,
        wakeNs,
        // Waking draws up to what the laziest work does.
        wakeEnergyJ: between(0, 1) * wakeNs * 1e-9,
      };
    }),
    policyOperationNs: 10,
    policyOperationJ: 2e-8,
  };
  const samples = 1 + below(4);
  const each = <T>(of: () => T) => Array.from({ length: samples }, of);
  const options = Array.from({ length: 1 + below(3) }, () => {
    const serviceNs = each(() => 1e5 * (1 + below(20)));
    const activeW = between(1, 3);
    return optionOf({
      serviceNs,
      marginalJ: serviceNs.map((ns) => (activeW - restW.at(-1)!) * ns * 1e-9),
      correct: each(() => below(2)),
    });
  }).map((costs) => ({
    ...costs,
    // A segment is charged whole; what is above the lowest rest is the rest of it.
    segments: costs.segments.map((segment) => ({
      ...segment,
      joules: segment.joules.map((joules, i) => joules + restW.at(-1)! * segment.durationNs[i]! * 1e-9),
    })),
  }));
  const n = 1 + below(5);
  const timeNs = new Float64Array(n);
  for (let i = 0; i < n; i++) timeNs[i] = (timeNs[i - 1] ?? 0) + 1e5 * below(below(2) ? 60 : 8);
  return {
    system: {
      units: [unit],
      options,
      deadlineNs: 1e5 * (5 + below(40)),
      queueLimit: Number.POSITIVE_INFINITY,
      batteryJ: Number.POSITIVE_INFINITY,
      gridIntensityGPerKwh: 0,
    },
    trace: {
      seed,
      horizonNs: timeNs[n - 1]! + 1e5 * (1 + below(50)),
      timeNs,
      sample: Uint32Array.from(timeNs, () => below(samples)),
    },
    minCorrect: below(n + 1),
    maxMissed: below(n + 1),
  };
}

/** Every run of the real simulator in which each request has one pass: all assignments, in order. */
export function* everyRun({ system, trace }: SmallInstance): Generator<RequestRun> {
  const n = trace.timeNs.length;
  const k = system.options.length;
  for (let code = 0; code < k ** n; code++) {
    const policy: Policy = {
      decide: ({ request }) => Math.floor(code / k ** request) % k,
      cost: { decideOperations: 0, reviewOperations: 0 },
    };
    yield simulateRequests(system, trace, policy);
  }
}

/** Least energy of all of them that keep the limits, J; null where none does. */
export function exhaustiveJ(instance: SmallInstance): number | null {
  let least: number | null = null;
  for (const run of everyRun(instance)) {
    const keeps = run.correct >= instance.minCorrect && run.missed <= instance.maxMissed;
    if (keeps && (least === null || run.energyJ < least)) least = run.energyJ;
  }
  return least;
}

/** Bounds on the same; null: proven to be impossible. */
export function boundsOn({ system, trace, minCorrect, maxMissed }: SmallInstance) {
  const { units, deadlineNs, clocks } = system;
  const options = [...system.options, ...(clocks?.costs ?? [])];
  const counts = new Uint32Array(options[0]!.sampleCount);
  for (const sample of trace.sample) counts[sample]!++;
  const restJ =
    Math.min(...units[0]!.powerStates.map((state) => state.powerW)) * trace.horizonNs * 1e-9 * (1 - 1e-12);
  const assignment = new LowerBound({ counts, options, deadlineNs, mayDrop: false });
  const instance = { trace, unit: units[0]!, options, deadlineNs };
  const schedule = new ScheduleBound({
    ...instance,
    extraWork: true,
    clockChange: clocks && clockCharge(units[0]!),
  });
  const prices = assignment.pricesAt(minCorrect, maxMissed);
  const add = (joules: number | null) => (joules === null ? null : restJ + joules);
  return {
    looseJ: add(assignment.at(minCorrect, maxMissed)),
    pricedJ: prices === null ? null : add(schedule.priced(prices, minCorrect, maxMissed)),
    anyPolicyJ: add(schedule.exact(minCorrect, maxMissed)!),
    onePassJ: add(new ScheduleBound({ ...instance, extraWork: false }).exact(minCorrect, maxMissed)!),
  };
}
