import { Environment } from '../../sim/engine/environment.ts';
import { type Model, type Setting, secondNs } from './model.ts';
import { WaitingLine } from './waiting-line.ts';

/** The workloads as typed handlers in the project's environment, by its public API, its trace hash on. */
export function typedModel(setting: Setting): Model {
  const environment = new Environment();
  const model = { hold, mm1, timers }[setting.kind](setting, environment);
  return {
    runUntil: (timeNs) => environment.run(timeNs),
    engine: environment,
    digest: () => environment.trace.digest(),
    ...model,
  };
}

type Counters = Pick<Model, 'events' | 'sojournNs'>;

function hold({ n, delays, initial, check }: Setting, environment: Environment): Counters {
  const mask = delays.length - 1;
  let at = 0;
  const kind = environment.kind('hold', (id) => {
    if (check.on) check.add(environment.now, id);
    environment.post(delays[at++ & mask]!, kind, id, 0);
  });
  for (let i = 0; i < n; i++) environment.post(initial[i]!, kind, i, 0);
  return { events: () => environment.handled };
}

function timers({ n, periods, check }: Setting, environment: Environment): Counters {
  const kinds = Array.from({ length: periods }, (_, i) =>
    environment.clock('timer', (1 + i) * secondNs, (id) => {
      if (check.on) check.add(environment.now, id);
    }),
  );
  for (let i = 0; i < n; i++) environment.post((1 + (i % periods)) * secondNs, kinds[i % periods]!, i, 0);
  return { events: () => environment.handled };
}

function mm1({ delays, check, served: each }: Setting, environment: Environment): Counters {
  const mask = delays.length - 1;
  const line = new WaitingLine();
  let arrived = 0;
  let started = 0;
  let served = 0;
  // In an array, since a number that a closure changes is allocated anew at each change.
  const sojourn = new Float64Array(1);
  const arrival = environment.kind('arrival', () => {
    line.push(environment.now);
    environment.post(delays[(2 * ++arrived) & mask]!, arrival, 0, 0);
    if (line.size === 1) environment.post(delays[(2 * started++ + 1) & mask]!, departure, 0, 0);
  });
  const departure = environment.kind('departure', () => {
    const stayed = environment.now - line.shift();
    sojourn[0]! += stayed;
    if (each) each(stayed);
    if (check.on) check.add(environment.now, served);
    served++;
    if (line.size > 0) environment.post(delays[(2 * started++ + 1) & mask]!, departure, 0, 0);
  });
  environment.post(delays[0]!, arrival, 0, 0);
  return { events: () => served, sojournNs: () => sojourn[0]! };
}
