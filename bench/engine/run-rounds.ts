import { writeFileSync } from 'node:fs';
import type { Contestant } from './contestants.ts';
import type { Timed } from './outcome.ts';
import { cacheFile } from './peers.ts';
import { runChild } from './run-child.ts';
import { jobOf, type Workload } from './workloads.ts';

/** All rounds of one workload: a row for each contestant that was there, an entry for each round. */
export interface Rounds {
  readonly workload: Workload;
  readonly timed: ReadonlyMap<string, readonly Timed[]>;
}

/** The tables of a workload as files, for every language. */
export function writeTables(workload: Pick<Workload, 'id' | 'delays' | 'initial'>): [string, string] {
  const write = (what: string, values: Float64Array) => {
    const file = cacheFile(`${workload.id}-${what}.f64`);
    writeFileSync(file, new Uint8Array(values.buffer));
    return file;
  };
  return [write('delays', workload.delays()), write('initial', workload.initial())];
}

/** A quick run asks once for what no figure needs, and for SimPy's million processes, which take 8 s to start. */
const roundsOf = ({ id }: Contestant, { n }: Workload, rounds: number, quick: boolean) =>
  quick && (id === 'simjs' || (id === 'simpy' && n >= 1e6)) ? 1 : rounds;

/** Every contestant in turn, round after round, so that a slow phase of the machine hits all alike. */
export function runRounds(
  workload: Workload,
  everyone: readonly Contestant[],
  rounds: number,
  quick: boolean,
): Rounds {
  const files = writeTables(workload);
  const present = everyone.filter((c) => !('missing' in c.program) && !workload.without.includes(c.id));
  const timed = new Map(present.map(({ id }) => [id, [] as Timed[]]));
  for (let round = 0; round < rounds; round++) {
    for (const contestant of present) {
      if (round >= roundsOf(contestant, workload, rounds, quick)) continue;
      timed
        .get(contestant.id)!
        .push(runChild(contestant, 'time', jobOf(workload, contestant.speed, files, quick)));
    }
  }
  return { workload, timed };
}
