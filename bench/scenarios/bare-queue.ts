import { Environment } from '../../sim/engine/environment.ts';
import { TypedResource } from '../../sim/engine/typed-resource.ts';

/** The same line of requests on the bare engine: arrival and end, one server, nothing counted. @returns last end, ns */
export function bareQueue(timeNs: Float64Array, serviceNs: number): number {
  const env = new Environment();
  const server = new TypedResource('server');
  const arrival = env.kind('arrival', (_unit, request) => {
    if (request + 1 < timeNs.length)
      env.post(timeNs[request + 1]! - timeNs[request]!, arrival, 0, request + 1);
    if (server.acquire(request)) env.post(serviceNs, end, 0, request);
  });
  const end = env.kind('end', () => {
    const next = server.release();
    if (next >= 0) env.post(serviceNs, end, 0, next);
  });
  if (timeNs.length > 0) env.post(timeNs[0]!, arrival, 0, 0);
  env.run();
  return env.now;
}
