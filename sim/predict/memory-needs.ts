import { activationLifetimes } from '../network/activation-lifetimes.ts';
import { denseWork } from '../network/dense-work.ts';
import type { NetworkGraph } from '../network/network-graph.ts';
import type { OperatorWork } from '../network/operator-work.ts';
import { type ArenaBuffer, planArena } from '../network/plan-arena.ts';

/** Bytes of one number in a precision; null where the name says no width. */
export function bytesOf(precision: string): number | null {
  switch (precision) {
    case 'fp32':
      return 4;
    case 'fp16':
    case 'bfloat16':
    case 'int8+fp16':
      return 2;
    case 'int8':
    case 'uint8':
    case 'float8':
      return 1;
    default:
      return null;
  }
}

/** One memory of a target, and what is in it besides the network. */
export interface MemoryBudget {
  readonly name: string;
  readonly availableBytes: number;
  /** Code, or stack and variables. */
  readonly reservedBytes: number;
  readonly holds: 'weights' | 'activations' | 'both';
}

/** How a network lies in memory. */
export interface StorageRule {
  readonly bytesPerValue: number;
  /** Bias and requantisation constants of an output channel. */
  readonly bytesPerChannel: number;
  /** Work buffer of an operator for each row of its im2col view. */
  readonly workBytesPerDepth: number;
  readonly batch: number;
  /** Level of the network's ladder whose blocks alone are stored; every weight where nothing is said. */
  readonly ladderLevel?: number;
}

/** What one memory must hold. */
export interface MemoryNeed {
  readonly name: string;
  readonly neededBytes: number;
  readonly availableBytes: number;
  readonly reservedBytes: number;
  readonly weightBytes: number;
  /** One piece of memory for activations and work buffers, planned by their lifetimes. */
  readonly arenaBytes: number;
}

/** Where a network no longer fits. */
export interface Refusal {
  readonly memory: string;
  /** First operator, in order of execution, whose weights or activations no longer fit. */
  readonly layer: string;
  readonly neededBytes: number;
  readonly availableBytes: number;
  /** Smallest change that would make it fit: batch, precision, level of a ladder; null where none does. */
  readonly wouldFitWith: string | null;
}

/** Memories of a target with a network in them. */
export interface MemoryNeeds {
  readonly memories: readonly MemoryNeed[];
  readonly refusal: Refusal | null;
}

type Demands = { readonly node: string; readonly weightBytes: number }[];

function weightDemands(network: NetworkGraph, rule: StorageRule): Demands {
  return denseWork(network)
    .filter((work) => work.weights > 0 && work.sharesWeightsOf === null)
    .map((work) => ({
      node: work.node,
      weightBytes:
        weightBytes(network, work, rule) + (work.grossMacs > 0 ? work.rows * rule.bytesPerChannel : 0),
    }));
}

/** Bytes of an index of a 4x1 block, and of the start of a block row, as `sparsewatt-4x1` has them. */
const [indexBytes, rowPointerBytes] = [2, 4];

function weightBytes(network: NetworkGraph, work: OperatorWork, rule: StorageRule): number {
  const ladder = network.ladder?.layers.find((layer) => layer.node === work.node);
  if (!ladder || rule.ladderLevel === undefined) return work.weights * rule.bytesPerValue;
  const blocks = ladder.levelEnds[rule.ladderLevel]!;
  return blocks * (4 * rule.bytesPerValue + indexBytes) + Math.ceil(work.rows / 4) * rowPointerBytes;
}

function arenaBuffers(network: NetworkGraph, rule: StorageRule): ArenaBuffer[] {
  const activations = activationLifetimes(network).map(({ values, ...rest }) => ({
    ...rest,
    bytes: values * rule.bytesPerValue * rule.batch,
  }));
  const work = denseWork(network).map(({ node, depth, grossMacs, kind }, step) => ({
    name: `work buffer of ${node}`,
    bytes: grossMacs > 0 && kind !== 'depthwise' ? depth * rule.workBytesPerDepth : 0,
    firstStep: step,
    lastStep: step,
  }));
  return [...activations, ...work.filter((buffer) => buffer.bytes > 0)];
}

/** First operator whose share of a memory goes beyond what there is. */
function firstBeyond(
  network: NetworkGraph,
  budget: MemoryBudget,
  weights: Demands,
  buffers: readonly ArenaBuffer[],
  offsets: readonly number[],
): string {
  let used = budget.reservedBytes;
  if (budget.holds !== 'activations')
    for (const { node, weightBytes } of weights) {
      used += weightBytes;
      if (used > budget.availableBytes) return node;
    }
  const left = budget.availableBytes - used;
  const beyond = buffers
    .filter((buffer, i) => offsets[i]! + buffer.bytes > left)
    .map((buffer) => buffer.firstStep);
  const step = beyond.length > 0 ? Math.min(...beyond) : 0;
  return denseWork(network)[step]?.node ?? network.name;
}

/**
 * What a network needs of a target's memories, and whether it has it.
 * @param alternatives changes to try where it does not fit, the smallest first
 */
export function memoryNeeds(
  network: NetworkGraph,
  budgets: readonly MemoryBudget[],
  rule: StorageRule,
  alternatives: readonly { readonly name: string; readonly rule: StorageRule }[],
): MemoryNeeds {
  const weights = weightDemands(network, rule);
  const buffers = arenaBuffers(network, rule);
  const plan = planArena(buffers);
  const weightBytes = weights.reduce((sum, demand) => sum + demand.weightBytes, 0);
  const memories = budgets.map(({ name, availableBytes, reservedBytes, holds }): MemoryNeed => {
    const ownWeights = holds === 'activations' ? 0 : weightBytes;
    const ownArena = holds === 'weights' ? 0 : plan.bytes;
    return {
      name,
      neededBytes: reservedBytes + ownWeights + ownArena,
      availableBytes,
      reservedBytes,
      weightBytes: ownWeights,
      arenaBytes: ownArena,
    };
  });
  const short = memories.findIndex((memory) => memory.neededBytes > memory.availableBytes);
  if (short < 0) return { memories, refusal: null };
  const memory = memories[short]!;
  const fitting = alternatives.find(
    (other) => memoryNeeds(network, budgets, other.rule, []).refusal === null,
  );
  return {
    memories,
    refusal: {
      memory: memory.name,
      layer: firstBeyond(network, budgets[short]!, weights, buffers, plan.offsets),
      neededBytes: memory.neededBytes,
      availableBytes: memory.availableBytes,
      wouldFitWith: fitting?.name ?? null,
    },
  };
}
