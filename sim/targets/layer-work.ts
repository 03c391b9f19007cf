import type { OperatorWork } from '../network/operator-work.ts';
import { describeWork, macLayers } from '../sparsity/describe-work.ts';
import { perPoint } from './per-point.ts';

/** An operator's work, with what a cost model needs to read the sample's outcome. */
export interface LayerWork extends OperatorWork {
  /** Index in the outcome's arrays; -1 for operators without multiply-accumulates. */
  readonly outcomeIndex: number;
  /** Ladder level, or 0 outside the ladder. */
  readonly level: number;
  /** Gate threshold on the operator's input, or null. */
  readonly gate: number | null;
  /** Hash of what was fitted to the point at this layer: its epilogue, or all of its weights. Null: the level's. */
  readonly fitted: string | null;
}

/** Work of every fused operator that runs at a point, in execution order; computed once per (network, point) object. */
export const layerWork = perPoint((network, point): readonly LayerWork[] => {
  const layers = network.ladder?.layers ?? [];
  const outcomes = new Map(macLayers(network).map((node, i) => [node, i]));
  return describeWork(network, point).map((operator) => {
    const ladderIndex = layers.findIndex((layer) => layer.node === operator.node);
    return {
      ...operator,
      outcomeIndex: operator.grossMacs > 0 ? outcomes.get(operator.node)! : -1,
      level: ladderIndex < 0 ? 0 : (point.levels[ladderIndex] ?? 0),
      fitted: ladderIndex < 0 && operator.node !== point.fitted?.head ? null : (point.fitted?.hash ?? null),
      gate: ladderIndex < 0 ? null : (point.gates[ladderIndex] ?? null),
    };
  });
});
