import { createRequire } from 'node:module';
import { type Model, type Setting, secondNs } from './model.ts';

interface SimjsRequest {
  done(callback: (...args: never[]) => void, context?: object, argument?: unknown): void;
}
interface SimjsEntity {
  setTimer(delay: number): SimjsRequest;
  useFacility(facility: object, duration: number): SimjsRequest;
}
interface SimjsSim {
  readonly queue: { readonly data: readonly { readonly deliverAt: number }[] };
  time(): number;
  step(): boolean;
  addEntity(
    entity: new (sim: SimjsSim, name?: string) => SimjsEntity,
    name: string,
    ...args: unknown[]
  ): void;
}
interface Simjs {
  readonly Sim: new () => SimjsSim;
  readonly Entity: new (sim: SimjsSim, name?: string) => SimjsEntity;
  readonly Facility: new (name: string) => object;
}

let loaded: Simjs | null = null;

/** simjs exports nothing; where there is a `window`, it puts its classes there. @param from where it is installed */
function loadSimjs(from: string): Simjs {
  const scope = globalThis as { window?: { Sim?: Simjs } };
  if (!loaded) {
    scope.window = {};
    createRequire(from)('simjs');
    loaded = scope.window.Sim!;
    delete scope.window;
  }
  return loaded;
}

/**
 * The workloads in the npm package simjs, an entity for each pending event. The loop is that of `simulate`, which
 * cannot be used in parts: it drops the first event after its end.
 */
export function simjsModel(setting: Setting, from: string): Model {
  const simjs = loadSimjs(from);
  const sim = new simjs.Sim();
  const model = { hold, mm1, timers }[setting.kind](setting, simjs, sim);
  return {
    runUntil(timeNs) {
      const { queue } = sim;
      while (queue.data.length > 0 && queue.data[0]!.deliverAt <= timeNs) sim.step();
    },
    engine: sim,
    ...model,
  };
}

type Counters = Pick<Model, 'events' | 'sojournNs'>;

function hold({ n, delays, initial, check }: Setting, { Entity }: Simjs, sim: SimjsSim): Counters {
  const mask = delays.length - 1;
  let at = 0;
  class Holder extends Entity {
    id = 0;
    start(id: number) {
      this.id = id;
      this.setTimer(initial[id]!).done(this.tick);
    }
    tick() {
      if (check.on) check.add(sim.time(), this.id);
      this.setTimer(delays[at++ & mask]!).done(this.tick);
    }
  }
  for (let i = 0; i < n; i++) sim.addEntity(Holder, 'holder', i);
  return { events: () => at };
}

function timers({ n, periods, check }: Setting, { Entity }: Simjs, sim: SimjsSim): Counters {
  let events = 0;
  class Timer extends Entity {
    id = 0;
    period = 0;
    start(id: number) {
      this.id = id;
      this.period = (1 + (id % periods)) * secondNs;
      this.setTimer(this.period).done(this.tick);
    }
    tick() {
      if (check.on) check.add(sim.time(), this.id);
      events++;
      this.setTimer(this.period).done(this.tick);
    }
  }
  for (let i = 0; i < n; i++) sim.addEntity(Timer, 'timer', i);
  return { events: () => events };
}

function mm1({ delays, check, served: each }: Setting, { Entity, Facility }: Simjs, sim: SimjsSim): Counters {
  const mask = delays.length - 1;
  const server = new Facility('server');
  let arrived = 0;
  let served = 0;
  let sojourn = 0;
  class Source extends Entity {
    start() {
      this.setTimer(delays[0]!).done(this.arrive);
    }
    arrive() {
      const index = arrived++;
      this.useFacility(server, delays[(2 * index + 1) & mask]!).done(this.leave, this, [sim.time()]);
      this.setTimer(delays[(2 * arrived) & mask]!).done(this.arrive);
    }
    leave(arrivedAt: number) {
      const stayed = sim.time() - arrivedAt;
      sojourn += stayed;
      if (each) each(stayed);
      if (check.on) check.add(sim.time(), served);
      served++;
    }
  }
  sim.addEntity(Source, 'source');
  return { events: () => served, sojournNs: () => sojourn };
}
