import type { NetworkGraph } from '../network/network-graph.ts';
import type { OperatingPoint } from '../sparsity/operating-point.ts';
import { type LayerWork, layerWork } from './layer-work.ts';

/** How a runtime stores one weight, one activation and what belongs to an output channel. */
export interface StorageForm {
  readonly bytesPerWeight: number;
  /** Bias and requantisation constants (or scale and bias) of one output channel at one level. */
  readonly bytesPerChannel: number;
  /** Index of one 4x1 block. */
  readonly bytesPerIndex: number;
  /** Start of one block row in one level's segment. */
  readonly bytesPerRowPointer: number;
}

/** Bytes of weights, indices, row pointers and epilogues that stay in memory, operator by operator. */
export interface ResidentOperator {
  readonly node: string;
  readonly bytes: number;
}

/**
 * What must be resident so that a policy may choose any of the points.
 *
 * A dense runtime multiplies masked weights, so it keeps one masked copy of a ladder layer for every distinct level.
 * A block runtime keeps the segments from the densest resident sparse level on once (one value per weight at all levels),
 * a dense copy for level 0, whose kernel is dense, and a second copy ordered by input column where a gated point
 * may take the column-skipping kernel (`columnCopy`). Weights of an N:M pattern are a packed copy of their own, and what was
 * fitted to a point an epilogue of every ladder layer or a last layer of its own.
 */
export function residentWeights(
  network: NetworkGraph,
  points: readonly OperatingPoint[],
  form: StorageForm,
  kernels: 'dense' | 'blocks-4x1',
  columnCopy: boolean,
): readonly ResidentOperator[] {
  const works = points.map((point) => layerWork(network, point));
  const byNode = new Map<string, LayerWork[]>();
  // Points that run most come first, so that operators stand in the order of execution.
  for (const work of works.toSorted((a, b) => b.length - a.length).flat()) {
    const known = byNode.get(work.node);
    if (known) known.push(work);
    else byNode.set(work.node, [work]);
  }
  return [...byNode.values()]
    .map((here) => {
      const operator = here[0]!;
      if (operator.weights === 0 || operator.sharesWeightsOf !== null)
        return { node: operator.node, bytes: 0 };
      const dense = operator.weights * form.bytesPerWeight;
      const channel = operator.rows * form.bytesPerChannel;
      const epilogues = distinct(here, ({ level, fitted }) => `${level} ${fitted}`).length;
      if (!operator.inLadder) return { node: operator.node, bytes: epilogues * (dense + channel) };
      const levels = new Set(here.flatMap(({ level, pattern }) => (pattern ? [] : [level])));
      const patterns = distinct(here, ({ pattern }) => JSON.stringify(pattern ?? null));
      const packed = patterns.reduce((sum, { pattern }) => sum + packedBytes(operator, pattern, form), 0);
      const own = packed + epilogues * channel;
      if (kernels === 'dense') return { node: operator.node, bytes: levels.size * dense + own };
      const blockRows = Math.ceil(operator.rows / 4);
      const copy = (blocks: number, heads: number, segments: number): number =>
        blocks * (4 * form.bytesPerWeight + form.bytesPerIndex) + heads * segments * form.bytesPerRowPointer;
      const sparse = here.filter((work) => work.level > 0);
      const gated = columnCopy ? here.filter((work) => work.gate !== null) : [];
      const blocks = Math.max(0, ...sparse.map((work) => work.activeBlocks));
      const gatedBlocks = Math.max(0, ...gated.map((work) => work.activeBlocks));
      const segments = new Set(sparse.map((work) => work.level)).size;
      const gatedSegments = new Set(gated.map((work) => work.level)).size;
      return {
        node: operator.node,
        bytes:
          (levels.has(0) ? dense : 0) +
          copy(blocks, blockRows, segments) +
          copy(gatedBlocks, operator.depth, gatedSegments) +
          own,
      };
    })
    .filter((operator) => operator.bytes > 0);
}

/** Kept weights of a pattern, each with its place in the group; 0 without one. */
function packedBytes({ weights }: LayerWork, pattern: LayerWork['pattern'], form: StorageForm): number {
  if (!pattern) return 0;
  const kept = (weights / pattern.group) * pattern.kept;
  return Math.ceil(kept * (form.bytesPerWeight + Math.ceil(Math.log2(pattern.group)) / 8));
}

function distinct<T>(all: readonly T[], key: (of: T) => string): T[] {
  return [...new Map(all.map((each) => [key(each), each])).values()];
}
