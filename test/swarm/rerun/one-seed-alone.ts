import { simulateOne } from '../run/simulate-scenario.ts';
import type { Repetition } from './repetition.ts';

/** The run of a seed does not depend on the seeds before it: policies forget between runs. */
export const oneSeedAlone: Repetition = ({ scenario, cells }) =>
  cells.flatMap(({ name, group, run }) => {
    const last = run.input.seeds.length - 1;
    const input = { ...run.input, seeds: [run.input.seeds[last]!] };
    const alone = simulateOne(group, input, scenario.adversaries);
    return run.policies.flatMap(({ policy, runs }, p) => {
      const [among, only] = [runs[last], alone.run.policies[p]!.runs[0]];
      const same = among?.eventHash === only?.eventHash && among?.energyJ === only?.energyJ;
      return same ? [] : [`${name} ${policy}: the run of the last seed is another one when it runs alone`];
    });
  });
