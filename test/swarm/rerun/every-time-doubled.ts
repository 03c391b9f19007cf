import { fixedOption } from '../../../sim/policies/fixed-option.ts';
import type { OptionCosts } from '../../../sim/scenario/simulate/option-costs.ts';
import type { SimulatedSystem } from '../../../sim/scenario/simulate/request-run.ts';
import { simulateRequests } from '../../../sim/scenario/simulate/simulate-requests.ts';
import type { RequestTrace } from '../../../sim/workload/arrivals/request-trace.ts';
import { usedBuckets } from '../check/buckets.ts';
import { servesAlike } from '../check/serves-one-by-one.ts';
import type { Repetition } from './repetition.ts';

/** Buckets of a latency histogram in a power of two. */

/**
 * Every time doubled, and with it every energy that is a power over a time: each latency doubles, counts stay, energy
 * doubles to the last bit. Without slow-downs, whose additional time is rounded up, and with policies that cost nothing.
 */
export const everyTimeDoubled: Repetition = ({ cells }) =>
  cells.flatMap(({ name, run, watched }) => {
    const plain = watched[0];
    // Governors know times of their own that are not doubled.
    if (!plain || plain.system.clocks || !servesAlike(run)) return [];
    const { slowDowns: _, ...faults } = plain.system.faults ?? {};
    const system = { ...plain.system, faults };
    return run.options.flatMap((option) =>
      run.traces.flatMap((trace, seed) => {
        const policy = fixedOption(option);
        const once = simulateRequests(system, trace, policy);
        const twice = simulateRequests(doubledSystem(system), doubledTrace(trace), policy);
        const where = `${name} ${option.id} run ${seed}: at twice the time`;
        const wrong: string[] = [];
        for (const key of ['done', 'missed', 'dropped', 'correct'] as const)
          if (once[key] !== twice[key]) wrong.push(`${where}, ${twice[key]} ${key} instead of ${once[key]}`);
        for (const key of ['endNs', 'serviceNs', 'energyJ', 'idleFloorJ'] as const)
          if (twice[key] !== 2 * once[key])
            wrong.push(`${where}, ${key} is ${twice[key]}, not twice ${once[key]}`);
        const moved = usedBuckets(twice.latencies).map(({ lowNs, count }) => `${lowNs / 2} ${count}`);
        const wanted = usedBuckets(once.latencies).map(({ lowNs, count }) => `${lowNs} ${count}`);
        if (moved.join() !== wanted.join()) wrong.push(`${where}, latencies are not twice as long`);
        return wrong;
      }),
    );
  });

const double = (values: Float64Array) => values.map((value) => 2 * value);

function doubledTrace({ timeNs, horizonNs, ...trace }: RequestTrace): RequestTrace {
  return { ...trace, horizonNs: 2 * horizonNs, timeNs: double(timeNs) };
}

function doubledSystem(system: SimulatedSystem): SimulatedSystem {
  const { outages = [], sensorGaps = [] } = system.faults ?? {};
  const window = <T extends { fromNs: number; untilNs: number }>(w: T): T => ({
    ...w,
    fromNs: 2 * w.fromNs,
    untilNs: 2 * w.untilNs,
  });
  return {
    ...system,
    deadlineNs: 2 * system.deadlineNs,
    batteryJ: 2 * system.batteryJ,
    faults: { outages: outages.map(window), sensorGaps: sensorGaps.map(window) },
    units: system.units.map((unit) => ({
      ...unit,
      powerStates: unit.powerStates.map((state) => ({
        ...state,
        afterNs: 2 * state.afterNs,
        wakeNs: 2 * state.wakeNs,
        wakeEnergyJ: 2 * state.wakeEnergyJ,
      })),
    })),
    options: system.options.map(
      (costs): OptionCosts => ({
        ...costs,
        serviceNs: double(costs.serviceNs),
        segments: costs.segments.map((segment) => ({
          ...segment,
          durationNs: double(segment.durationNs),
          joules: double(segment.joules),
        })),
      }),
    ),
  };
}
