import { usedBuckets } from './buckets.ts';
import type { Check } from './check.ts';
import { servesAlike } from './serves-one-by-one.ts';
import { goesOn } from './stage-costs.ts';

/** No result comes sooner than the service time of the options used; by request where the policy looked at its passes. */
export const latencyCoversService: Check = ({ cells }) => {
  const wrong: string[] = [];
  for (const cell of cells) {
    const { name, watched, score } = cell;
    if (!servesAlike(cell.run)) continue;
    watched.forEach(({ system, trace, witness, run }, r) => {
      const where = `${name} run ${r}`;
      const used = system.options.filter((_, option) => run.passes[option]! > 0);
      const leastNs = Math.min(...used.map((costs) => costs.serviceNs.reduce((a, b) => Math.min(a, b))));
      const first = usedBuckets(run.latencies)[0];
      if (first && first.highNs <= leastNs)
        wrong.push(`${where}: a latency under ${first.highNs} ns; the fastest option takes ${leastNs} ns`);
      const servedNs = new Float64Array(trace.timeNs.length);
      const before = new Map<number, number>();
      const ofOption = (option: number, request: number) => {
        const { serviceNs, stride } = system.options[option]!;
        return serviceNs[stride * trace.sample[request]!]!;
      };
      for (const { request, option, serviceNs, deadlineLeftNs } of witness.seen) {
        const last = before.get(request);
        const doneNs = last !== undefined && goesOn(cell, last, option) ? ofOption(last, request) : 0;
        before.set(request, option);
        const ownNs = ofOption(option, request) - doneNs;
        servedNs[request]! += serviceNs;
        const latencyNs = system.deadlineNs - deadlineLeftNs;
        if (serviceNs < ownNs)
          wrong.push(
            `${where}: a pass of request ${request} took ${serviceNs} ns, its option takes ${ownNs} ns`,
          );
        if (latencyNs < servedNs[request]!)
          wrong.push(
            `${where}: request ${request} after ${latencyNs} ns, its passes take ${servedNs[request]} ns`,
          );
      }
    });
    for (const { policy, latencyP50Ms, latencyP95Ms, latencyP99Ms } of score.results) {
      if (latencyP50Ms === null) continue;
      if (!(latencyP50Ms <= latencyP95Ms! && latencyP95Ms! <= latencyP99Ms!))
        wrong.push(`${name} ${policy}: quantiles ${latencyP50Ms}, ${latencyP95Ms}, ${latencyP99Ms} ms`);
    }
  }
  return wrong;
};
