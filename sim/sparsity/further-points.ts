import type { Ladder } from '../network/ladder.ts';
import type { NetworkGraph } from '../network/network-graph.ts';
import { namedExits } from './exits/exit-names.ts';
import type { OperatingPoint } from './operating-point.ts';

/** Kinds of points beside levels and gates; a scenario asks for them, since each of them is measured on all samples. */
export const pointKinds = ['exits'] as const;
export type PointKind = (typeof pointKinds)[number];

/** The points of some kinds that a network with a ladder has: `L2e0` is level 2 answered at exit 0. */
export function furtherPoints(
  { ladder, outputs = [] }: NetworkGraph,
  kinds: readonly PointKind[],
): OperatingPoint[] {
  return kinds.includes('exits') && ladder ? exitPoints(ladder, outputs) : [];
}

function exitPoints(ladder: Ladder, outputs: readonly { readonly name: string }[]): OperatingPoint[] {
  const exits = namedExits(outputs);
  const layers = ladder.layers.length;
  const levels = ladder.levels.map((_, level) => level);
  const numbers = [...new Set(exits.map(({ exit }) => exit))].sort((a, b) => a - b);
  return levels.flatMap((level) =>
    numbers
      .filter((number) => exits.some((each) => each.exit === number && (each.level ?? level) === level))
      .map((exit) => ({
        id: `L${level}e${exit}`,
        levels: new Array<number>(layers).fill(level),
        gates: new Array<null>(layers).fill(null),
        exit,
      })),
  );
}
