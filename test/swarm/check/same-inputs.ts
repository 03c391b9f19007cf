import type { Check } from './check.ts';

/** Under one seed every policy and reference sees the same requests, and uses only the options it may. */
export const sameInputs: Check = ({ cells }) => {
  const wrong: string[] = [];
  for (const { name, run, watched } of cells) {
    for (const { trace } of watched)
      if (!run.traces.includes(trace)) wrong.push(`${name}: a run replays a trace of its own`);
    for (const { policy, runs, mayUse } of run.policies) {
      runs.forEach((one, seed) => {
        if (one.requests !== run.traces[seed]!.timeNs.length)
          wrong.push(`${name} ${policy} run ${seed}: ${one.requests} requests`);
        one.passes.forEach((passes, option) => {
          if (passes > 0 && !mayUse.includes(option))
            wrong.push(`${name} ${policy} run ${seed}: used ${run.options[option]!.id}, which it may not`);
        });
      });
    }
  }
  return wrong;
};
