import { Environment } from '../../sim/engine/environment.ts';
import { type Process, Processes } from '../../sim/engine/processes.ts';
import { Resource } from '../../sim/engine/resource.ts';
import { type Model, type Setting, secondNs } from './model.ts';

/** The workloads as generator processes: one for each pending event, one for each customer, as in SimPy. */
export function generatorModel(setting: Setting): Model {
  const environment = new Environment();
  const processes = new Processes(environment);
  const model = { hold, mm1, timers }[setting.kind](setting, environment, processes);
  return {
    runUntil: (timeNs) => environment.run(timeNs),
    engine: environment,
    digest: () => environment.trace.digest(),
    ...model,
  };
}

type Counters = Pick<Model, 'events' | 'sojournNs'>;

function hold(
  { n, delays, initial, check }: Setting,
  environment: Environment,
  processes: Processes,
): Counters {
  const mask = delays.length - 1;
  let at = 0;
  function* holder(id: number): Process {
    yield initial[id]!;
    for (;;) {
      if (check.on) check.add(environment.now, id);
      yield delays[at++ & mask]!;
    }
  }
  for (let i = 0; i < n; i++) processes.start(holder(i));
  return { events: () => at };
}

function timers({ n, periods, check }: Setting, environment: Environment, processes: Processes): Counters {
  let events = 0;
  function* timer(id: number): Process {
    const period = (1 + (id % periods)) * secondNs;
    for (;;) {
      yield period;
      if (check.on) check.add(environment.now, id);
      events++;
    }
  }
  for (let i = 0; i < n; i++) processes.start(timer(i));
  return { events: () => events };
}

function mm1(
  { delays, check, served: each }: Setting,
  environment: Environment,
  processes: Processes,
): Counters {
  const mask = delays.length - 1;
  const server = new Resource('server');
  let served = 0;
  let sojourn = 0;
  function* customer(index: number): Process {
    const arrivedAt = environment.now;
    yield { acquire: server };
    yield delays[(2 * index + 1) & mask]!;
    processes.release(server);
    const stayed = environment.now - arrivedAt;
    sojourn += stayed;
    if (each) each(stayed);
    if (check.on) check.add(environment.now, served);
    served++;
  }
  function* source(): Process {
    for (let i = 0; ; i++) {
      yield delays[(2 * i) & mask]!;
      processes.start(customer(i));
    }
  }
  processes.start(source());
  return { events: () => served, sojournNs: () => sojourn };
}
