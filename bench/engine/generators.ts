import type { ProcessGenerator } from '../../sim/engine/processes/process.ts';
import { Resource } from '../../sim/engine/processes/resource.ts';
import { Simulation } from '../../sim/engine/processes/simulation.ts';
import { type Model, type Setting, secondNs } from './model.ts';

/** The workloads as generator processes: one for each pending event, one for each customer, as in SimPy. */
export function generatorModel(setting: Setting): Model {
  const sim = new Simulation();
  const model = { hold, mm1, timers }[setting.kind](setting, sim);
  return {
    runUntil: (timeNs) => sim.environment.run(timeNs),
    engine: sim,
    digest: () => sim.environment.trace.digest(),
    ...model,
  };
}

type Counters = Pick<Model, 'events' | 'sojournNs'>;

function hold({ n, delays, initial, check }: Setting, sim: Simulation): Counters {
  const mask = delays.length - 1;
  let at = 0;
  function* holder(id: number): ProcessGenerator {
    yield initial[id]!;
    for (;;) {
      if (check.on) check.add(sim.now, id);
      yield delays[at++ & mask]!;
    }
  }
  for (let i = 0; i < n; i++) sim.process(holder(i));
  return { events: () => at };
}

function timers({ n, periods, check }: Setting, sim: Simulation): Counters {
  let events = 0;
  function* timer(id: number): ProcessGenerator {
    const period = (1 + (id % periods)) * secondNs;
    for (;;) {
      yield period;
      if (check.on) check.add(sim.now, id);
      events++;
    }
  }
  for (let i = 0; i < n; i++) sim.process(timer(i));
  return { events: () => events };
}

function mm1({ delays, check, served: each }: Setting, sim: Simulation): Counters {
  const mask = delays.length - 1;
  const server = new Resource(sim);
  let served = 0;
  const sojourn = new Float64Array(1);
  function* customer(index: number): ProcessGenerator {
    const arrivedAt = sim.now;
    const request = server.request();
    yield request;
    yield delays[(2 * index + 1) & mask]!;
    server.release(request);
    const stayed = sim.now - arrivedAt;
    sojourn[0]! += stayed;
    if (each) each(stayed);
    if (check.on) check.add(sim.now, served);
    served++;
  }
  function* source(): ProcessGenerator {
    for (let i = 0; ; i++) {
      yield delays[(2 * i) & mask]!;
      sim.process(customer(i));
    }
  }
  sim.process(source());
  return { events: () => served, sojournNs: () => sojourn[0]! };
}
