import {
  Container,
  type Event,
  FilterStore,
  type Get,
  Interrupt,
  Preempted,
  PreemptiveResource,
  PriorityItem,
  PriorityResource,
  PriorityStore,
  type Process,
  type ProcessGenerator,
  type Put,
  Resource,
  Simulation,
  Store,
} from '../../../sim/engine/index.ts';
import type { Operation, Program, Term } from './random-program.ts';

/** An error that a model makes on purpose. */
class ModelError extends Error {
  override toString(): string {
    return this.message;
  }
}

const limit = 40;

/** The lines that a program prints. random_program.py does the same with SimPy, statement by statement. */
export function runProgram(program: Program): { readonly lines: string[]; readonly simulation: Simulation } {
  const simulation = new Simulation();
  const lines: string[] = [];
  const resources = program.resources.map(({ kind, capacity }) =>
    kind === 'plain'
      ? new Resource(simulation, capacity)
      : kind === 'priority'
        ? new PriorityResource(simulation, capacity)
        : new PreemptiveResource(simulation, capacity),
  );
  const stores = program.stores.map(({ kind, capacity }) =>
    kind === 'plain'
      ? new Store<number>(simulation, capacity)
      : kind === 'filter'
        ? new FilterStore<number>(simulation, capacity)
        : new PriorityStore<PriorityItem<number>>(simulation, capacity),
  );
  const containers = program.containers.map((c) => new Container(simulation, c.capacity, c.initial));
  const events = Array.from({ length: program.events }, () => simulation.event<number>());
  const processes: Process[] = [];
  const names = new Map<Event, string>();
  let put = 0;

  const log = (id: number, what: string) => lines.push(`${simulation.now} p${id} ${what}`);
  const spawn = (script: number) => {
    if (processes.length === limit) return;
    const id = processes.length;
    const process = simulation.process(body(id, program.scripts[script]!), `p${id}`);
    processes.push(process);
    names.set(process, `p${id}`);
  };
  const termEvent = (term: Term): Event => {
    if (term.term === 'timeout') {
      const timeout = simulation.timeout(term.which, term.which);
      names.set(timeout, `t${term.which}`);
      return timeout;
    }
    if (term.term === 'event') {
      const event = events[term.which % events.length]!;
      names.set(event, `e${term.which % events.length}`);
      return event;
    }
    if (term.term === 'process') return processes[term.which % processes.length]!;
    const terms = term.of.map(termEvent);
    return term.term === 'all' ? simulation.allOf(terms) : simulation.anyOf(terms);
  };
  const show = (fired: ReadonlyMap<Event, unknown>) =>
    [...fired].map(([event, value]) => `${names.get(event)}=${value}`).join(' ');
  const excuse = (id: number, error: unknown) => {
    if (error instanceof ModelError) log(id, `caught ${error.message}`);
    else if (!(error instanceof Interrupt)) throw error;
    else if (error.cause instanceof Preempted)
      log(id, `preempted by ${error.cause.by?.name} since ${error.cause.usageSinceNs}`);
    else log(id, `interrupted by ${error.cause}`);
  };

  function* hold(id: number, wish: Event | number, again: boolean): ProcessGenerator<unknown> {
    try {
      return yield wish;
    } catch (error) {
      if (!again || !(error instanceof Interrupt)) throw error;
      excuse(id, error);
      return yield wish;
    }
  }

  function* perform(id: number, operation: Operation): ProcessGenerator {
    switch (operation.op) {
      case 'wait': {
        const { delay, how, again } = operation;
        const value = yield* hold(
          id,
          how === 'number' && !again ? delay : simulation.timeout(delay, 7),
          again,
        );
        log(id, `waited ${value ?? 7}`);
        break;
      }
      case 'await':
        log(id, `got e${operation.event} ${yield* hold(id, events[operation.event]!, operation.again)}`);
        break;
      case 'succeed':
        if (!events[operation.which]!.triggered) events[operation.which]!.succeed(id);
        break;
      case 'fail':
        if (!events[operation.which]!.triggered)
          events[operation.which]!.fail(new ModelError(`e${operation.which}`));
        break;
      case 'interrupt': {
        const target = processes[operation.which % processes.length]!;
        if (target.isAlive && target !== simulation.activeProcess) target.interrupt(`p${id}`);
        break;
      }
      case 'join': {
        const target = processes[operation.which % processes.length]!;
        if (target !== simulation.activeProcess) log(id, `joined ${yield target}`);
        break;
      }
      case 'spawn':
        spawn(operation.which % program.scripts.length);
        break;
      case 'use':
        yield* use(id, operation);
        break;
      case 'put':
      case 'get':
        yield* trade(id, operation);
        break;
      case 'fill':
      case 'draw': {
        const container = containers[operation.container]!;
        const filling = operation.op === 'fill';
        const wish = filling ? container.put(operation.amount) : container.get(operation.amount);
        try {
          yield* hold(id, wish, operation.again);
          log(id, `${operation.op} level ${container.level}`);
        } finally {
          wish.cancel();
        }
        break;
      }
      case 'all':
      case 'any': {
        const terms = operation.of.map(termEvent).filter((event) => event !== simulation.activeProcess);
        const condition = operation.op === 'all' ? simulation.allOf(terms) : simulation.anyOf(terms);
        log(id, `${operation.op}: ${show(yield condition)}`);
        break;
      }
      case 'throw':
        throw new ModelError(`p${id}`);
    }
  }

  function* use(id: number, operation: Operation & { op: 'use' }): ProcessGenerator {
    const { resource: number, priority, preempt, patience, inside } = operation;
    const resource = resources[number]!;
    const request =
      resource instanceof PriorityResource ? resource.request(priority, preempt) : resource.request();
    try {
      const fired: ReadonlyMap<Event, unknown> | null =
        patience === null ? null : yield simulation.anyOf([request, simulation.timeout(patience)]);
      if (fired === null) yield request;
      if (fired?.has(request) === false) {
        log(id, `left r${number} users ${resource.count} queue ${resource.queue.length}`);
        return;
      }
      log(id, `has r${number} users ${resource.count} queue ${resource.queue.length}`);
      for (const next of inside) yield* perform(id, next);
      log(id, `leaves r${number}`);
    } finally {
      (resource as Resource).release(request);
    }
  }

  function* trade(id: number, operation: Operation & { op: 'put' | 'get' }): ProcessGenerator {
    const { op, store: number, item, patience } = operation;
    const store = stores[number]!;
    let wish: Put | Get;
    if (op === 'get') wish = store instanceof FilterStore ? store.get((x) => x % 4 >= item) : store.get();
    else {
      const thing = 4 * put++ + item;
      wish = store instanceof PriorityStore ? store.put(new PriorityItem(item, thing)) : store.put(thing);
    }
    try {
      let value: unknown;
      if (patience === null) value = yield wish;
      else {
        const fired: ReadonlyMap<Event, unknown> = yield simulation.anyOf([
          wish,
          simulation.timeout(patience),
        ]);
        if (!fired.has(wish)) {
          log(id, `no ${op} s${number}`);
          return;
        }
        value = fired.get(wish);
      }
      const shown = value instanceof PriorityItem ? value.item : (value ?? '-');
      log(id, `${op} s${number} ${shown} level ${store.items.length}`);
    } finally {
      wish.cancel();
    }
  }

  function* body(id: number, script: readonly Operation[]): ProcessGenerator<number> {
    log(id, 'starts');
    for (const operation of script) {
      if (operation.op === 'throw') yield* perform(id, operation);
      try {
        yield* perform(id, operation);
      } catch (error) {
        excuse(id, error);
      }
    }
    log(id, 'ends');
    return id;
  }

  for (const script of program.start) spawn(script);
  for (;;) {
    try {
      simulation.run();
      break;
    } catch (error) {
      const cause = (error as Error).cause;
      if (!(cause instanceof ModelError)) throw error;
      lines.push(`${simulation.now} crash ${cause.message}`);
    }
  }
  return { lines, simulation };
}
