import { Environment, type EventSink } from '../../../sim/engine/environment.ts';
import { RandomStream } from '../../../sim/engine/random/random-stream.ts';
import { EventLog, type EventLogOptions } from '../../../sim/engine/trace/event-log.ts';

/** A queue with one server; `lateFrom` makes every service from that customer on 1 ns longer. */
export interface SmallModel {
  readonly seed: number;
  readonly customers: number;
  readonly lateFrom?: number;
  /** Name of the second kind. */
  readonly kind?: string;
}

/** An environment with the first arrival scheduled. */
export function buildModel({ seed, customers, lateFrom, kind }: SmallModel, log?: EventSink): Environment {
  const env = new Environment(log ? { log } : {});
  const draws = new RandomStream(seed, 'small model', 'delays');
  let waiting = 0;
  let served = 0;
  const arrival = env.kind('arrival', (_target, customer) => {
    if (customer + 1 < customers) env.schedule(draws.integer(customer, 1000), arrival, 0, customer + 1);
    if (waiting++ === 0) serve();
  });
  const departure = env.kind(kind ?? 'departure', () => {
    served++;
    if (--waiting > 0) serve();
  });
  function serve(): void {
    const late = lateFrom !== undefined && served >= lateFrom ? 1 : 0;
    env.schedule(draws.integer(customers + served, 900) + late, departure, served % 3, served);
  }
  if (customers > 0) env.schedule(5, arrival, 0, 0);
  return env;
}

/** The bytes of a log of the model's whole run, and the environment after it. */
export function logModel(
  model: SmallModel,
  options: EventLogOptions = {},
): { bytes: Uint8Array; env: Environment } {
  const log = new EventLog(options);
  const env = buildModel(model, log);
  env.run();
  return { bytes: log.end(env), env };
}
