import type { Ladder } from '../network/ladder.ts';
import type { NetworkGraph } from '../network/network-graph.ts';
import { residualBlocks } from '../network/residual-blocks.ts';
import { namedExits } from './exits/exit-names.ts';
import { committedFits } from './fitted/committed-fits.ts';
import { type FittedPoint, hashFitted } from './fitted/fitted-point.ts';
import type { OperatingPoint } from './operating-point.ts';

/** Kinds of points beside levels and gates; a scenario asks for them, since each of them is measured on all samples. */
export const pointKinds = ['exits', 'skips', 'patterns'] as const;
export type PointKind = (typeof pointKinds)[number];

/** Whether a point is of one of these kinds. */
export const isFurther = ({ exit, skips, pattern }: OperatingPoint): boolean =>
  exit !== undefined || skips !== undefined || pattern !== undefined;

/**
 * The points of some kinds that a network with a ladder has: `L2e0` is level 2 answered at exit 0, `L2s3` level 2 without the
 * branch of its third residual block, `L0-2of4` level 0 pruned 2:4. Of the last two those that something was fitted to.
 */
export function furtherPoints(network: NetworkGraph, kinds: readonly PointKind[]): OperatingPoint[] {
  const { ladder, outputs = [], hash } = network;
  if (!ladder) return [];
  const fits = committedFits(hash)?.points ?? [];
  const fitted = fits.filter(({ pattern }) => kinds.includes(pattern ? 'patterns' : 'skips'));
  return [
    ...(kinds.includes('exits') ? exitPoints(ladder, outputs) : []),
    ...fitted.map((fit) => fittedPoint(network, ladder, fit)),
  ];
}

function levelOf({ layers }: Ladder, level: number) {
  return { levels: layers.map(() => level), gates: layers.map(() => null) };
}

function exitPoints(ladder: Ladder, outputs: readonly { readonly name: string }[]): OperatingPoint[] {
  const exits = namedExits(outputs);
  const levels = ladder.levels.map((_, level) => level);
  const numbers = [...new Set(exits.map(({ exit }) => exit))].sort((a, b) => a - b);
  return levels.flatMap((level) =>
    numbers
      .filter((number) => exits.some((each) => each.exit === number && (each.level ?? level) === level))
      .map((exit) => ({ id: `L${level}e${exit}`, ...levelOf(ladder, level), exit })),
  );
}

function fittedPoint(network: NetworkGraph, ladder: Ladder, fit: FittedPoint): OperatingPoint {
  const { level, skips, pattern, head } = fit;
  const blocks = residualBlocks(network).map(({ add }) => add);
  const writer = network.nodes.find(({ outputs }) => outputs[0] === network.output.name);
  const fitted = { hash: hashFitted(fit), head: head ? (writer?.name ?? null) : null };
  const own = { ...levelOf(ladder, level), fitted };
  if (pattern) return { id: `L${level}-${pattern.kept}of${pattern.group}`, ...own, pattern };
  return { id: `L${level}${skips.map((add) => `s${blocks.indexOf(add) + 1}`).join('')}`, ...own, skips };
}
