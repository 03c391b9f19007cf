import type { Network } from '../../network/network.ts';
import { exitOutput, networkExits } from '../exits/exit-names.ts';

/** A place where a request can get an answer: an output at a level. */
export interface Stop {
  /** `L2`, `L2e0` at exit 0, `P1` with a level a layer. */
  readonly id: string;
  /** Ladder level of all layers, or of each in the order of the ladder. */
  readonly level: number | readonly number[];
  /** Exit, counted along the network; null: its end. */
  readonly exit: number | null;
  readonly output: string;
}

/** Stops of a network at the levels of its ladder, each with its exits in the order in which they are passed. */
export function listStops(network: Network): Stop[] {
  const named = networkExits(network);
  const exits = [...new Set(named.exits.map(({ exit }) => exit))].sort((a, b) => a - b);
  const levels = network.ladder?.levels.length ?? 1;
  return Array.from({ length: levels }, (_, level) => level).flatMap((level): Stop[] => [
    ...exits.flatMap((exit) => {
      const output = exitOutput(named, exit, level);
      return output === null ? [] : [{ id: `L${level}e${exit}`, level, exit, output }];
    }),
    { id: `L${level}`, level, exit: null, output: named.main.name },
  ]);
}

/** Whether a pass that has come to one stop can go on to the other. */
export function continues(from: Omit<Stop, 'id'>, to: Omit<Stop, 'id'>): boolean {
  return sameLevel(from.level, to.level) && from.exit !== null && (to.exit === null || to.exit > from.exit);
}

/** Whether two passes run all layers alike. */
export function sameLevel(a: Stop['level'], b: Stop['level']): boolean {
  if (typeof a === 'number' || typeof b === 'number') return a === b;
  return a.length === b.length && a.every((level, i) => level === b[i]);
}
