import type { GraphNode, NetworkGraph, OperatorType } from './network-graph.ts';

/** A constant tensor: float32 or integer values in row-major order. */
export interface Tensor {
  readonly shape: readonly number[];
  readonly data: Float32Array | Int32Array;
}

/** An operator that a file may hold. */
export interface NetworkNode extends GraphNode {
  readonly type: OperatorType;
}

/** A graph of operators in execution order, with its weights and, where the file holds one, its ladder. */
export interface Network extends NetworkGraph {
  readonly nodes: readonly NetworkNode[];
  readonly initialisers: ReadonlyMap<string, Tensor>;
}
