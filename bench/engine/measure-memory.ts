import type { Contestant } from './contestants.ts';
import { delays } from './delay-tables.ts';
import type { Memory } from './outcome.ts';
import { runChild } from './run-child.ts';
import { writeTables } from './run-rounds.ts';
import { workloads } from './workloads.ts';

export interface MemoryRow {
  readonly contestant: string;
  readonly n: number;
  /** Bytes per pending event. */
  readonly held: number | null;
  readonly grown: number | null;
  readonly resident: number | null;
}

/** A count just past a power of two, where buffers that double have the most room to spare. */
const unlucky = 2 ** 20 + 2 ** 12;

/** Pending events at which each contestant is looked at; 1e6 unless an object an event makes that slow. */
function countsOf({ id, speed }: Contestant, quick: boolean): readonly number[] {
  if (id === 'typed' || id === 'queue') return [1e6, unlucky];
  return [speed === 'native' && !quick ? 1e6 : 1e5];
}

/** Memory of a hold model in which a tenth of the events has been handled once. */
export function measureMemory(everyone: readonly Contestant[], quick: boolean): MemoryRow[] {
  const hold = workloads.find(({ id }) => id === 'W1-1e6')!;
  const [delaysFile, initialFile] = writeTables({
    id: 'memory',
    delays: hold.delays,
    initial: () => delays.exponential(unlucky, 41),
  });
  const present = everyone.filter(({ program }) => !('missing' in program));
  return present.flatMap((contestant) =>
    countsOf(contestant, quick).map((n) => {
      const checkUntilNs = Math.ceil(0.1 * hold.gapNs * hold.n);
      const job = { kind: 'hold', delaysFile, initialFile, n, periods: 1, checkUntilNs } as const;
      const times = { timeFromNs: checkUntilNs, timeUntilNs: checkUntilNs };
      const memory = runChild(contestant, 'memory', { ...job, ...times });
      const each = (bytes: number | null) => (bytes === null ? null : bytes / n);
      const { held, grown, resident } = memory satisfies Memory;
      return { contestant: contestant.id, n, held: each(held), grown: each(grown), resident: each(resident) };
    }),
  );
}
