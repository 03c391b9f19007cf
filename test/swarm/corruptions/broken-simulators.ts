import { causeIndex } from '../../../sim/energy/ledger.ts';
import type { SimulatedSystem } from '../../../sim/scenario/simulate/request-run.ts';
import { simulateRequests } from '../../../sim/scenario/simulate/simulate-requests.ts';
import type { Replay } from '../run/simulate-scenario.ts';

/** Simulators with a fault: the system that is really replayed, or the run that is told. */
export const brokenSimulators: readonly (readonly [what: string, invariant: string, replay: Replay])[] = [
  [
    'waking costs nothing',
    'replay agrees',
    onSystem((system) => withStates(system, (state) => ({ ...state, wakeEnergyJ: 0, wakeNs: 0 }))),
  ],
  [
    'rest is at half the power',
    'bounds hold',
    onSystem((system) => withStates(system, (s) => ({ ...s, powerW: s.powerW / 2 }))),
  ],
  [
    'rest never deepens',
    'replay agrees',
    onSystem((system) => ({
      ...system,
      units: system.units.map((unit) => ({ ...unit, powerStates: unit.powerStates.slice(0, 1) })),
    })),
  ],
  [
    'the queue takes one more',
    'replay agrees',
    onSystem((system) => ({ ...system, queueLimit: system.queueLimit + 1 })),
  ],
  [
    'a change of the clock takes no time',
    'replay agrees',
    onSystem((system) => ({
      ...system,
      units: system.units.map((unit) =>
        unit.clocks && system.clocks ? { ...unit, clocks: { ...unit.clocks, switchNs: 0 } } : unit,
      ),
    })),
  ],
  [
    'every clock is the first',
    'replay agrees',
    onSystem((system) => ({
      ...system,
      clocks: system.clocks && { ...system.clocks, pass: (option: number) => option },
    })),
  ],
  [
    'outages are ignored',
    'replay agrees',
    onSystem((system) => ({ ...system, faults: system.faults && { ...system.faults, outages: [] } })),
  ],
  [
    'slow-downs are ignored',
    'replay agrees',
    onSystem((system) => ({ ...system, faults: system.faults && { ...system.faults, slowDowns: [] } })),
  ],
  [
    'the sensor loses nothing',
    'replay agrees',
    onSystem((system) => ({ ...system, faults: system.faults && { ...system.faults, sensorGaps: [] } })),
  ],
  [
    'the deadline is twice as long',
    'replay agrees',
    onSystem((system) => ({ ...system, deadlineNs: 2 * system.deadlineNs })),
  ],
  [
    'a policy pays nothing',
    'replay agrees',
    (system, trace, policy, watch) =>
      simulateRequests(
        system,
        trace,
        Object.create(policy, { cost: { value: { decideOperations: 0, reviewOperations: 0 } } }),
        watch,
      ),
  ],
  [
    'another option runs than the policy said',
    'replay agrees',
    (system, trace, policy, watch) => {
      if (policy.always !== undefined) return simulateRequests(system, trace, policy, watch);
      const decide: typeof policy.decide = (seen) => {
        const said = policy.decide(seen);
        return policy.uses ? policy.uses[0]! : said;
      };
      return simulateRequests(system, trace, Object.create(policy, { decide: { value: decide } }), watch);
    },
  ],
  [
    'passes run twice as fast',
    'utilisation is at most one',
    onSystem((system) => ({
      ...system,
      options: system.options.map((costs) => ({
        ...costs,
        segments: costs.segments.map((segment) => ({
          ...segment,
          durationNs: segment.durationNs.map((ns) => Math.floor(ns / 2)),
        })),
      })),
    })),
  ],
  [
    'work costs half',
    'replay agrees',
    onSystem((system) => ({
      ...system,
      options: system.options.map((costs) => ({
        ...costs,
        segments: costs.segments.map((segment) => ({ ...segment, joules: segment.joules.map((j) => j / 2) })),
      })),
    })),
  ],
  [
    'a request is forgotten',
    'requests end once',
    (system, trace, policy, watch) => {
      const run = simulateRequests(system, trace, policy, watch);
      return run.done > 0 ? { ...run, done: run.done - 1 } : run;
    },
  ],
  [
    'idle energy is entered twice',
    'energy adds up',
    (system, trace, policy, watch) => {
      const run = simulateRequests(system, trace, policy, watch);
      const idle = causeIndex('idle');
      const ledger = run.ledger.map(({ unit, joules }) => ({
        unit,
        joules: joules.with(idle, 2 * joules[idle]!),
      }));
      return { ...run, ledger };
    },
  ],
];

function onSystem(change: (system: SimulatedSystem) => SimulatedSystem): Replay {
  return (system, trace, policy, watch) => simulateRequests(change(system), trace, policy, watch);
}

type State = SimulatedSystem['units'][number]['powerStates'][number];
function withStates(system: SimulatedSystem, change: (state: State) => State): SimulatedSystem {
  return {
    ...system,
    units: system.units.map((unit) => ({ ...unit, powerStates: unit.powerStates.map(change) })),
  };
}
