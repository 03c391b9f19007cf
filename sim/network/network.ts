import type { GraphNode, GraphValue, NetworkGraph, OperatorType } from './network-graph.ts';

/** A constant tensor: float32, integers or bytes in row-major order. */
export interface Tensor {
  readonly shape: readonly number[];
  readonly data: Float32Array | Int32Array | Int8Array;
}

/** An operator that a file may hold. */
export interface NetworkNode extends GraphNode {
  readonly type: OperatorType;
}

/** An input or output as the file describes it. */
export interface NetworkValue extends GraphValue {
  readonly type: 'float32' | 'int32' | 'int64';
  /** A dimension by name is free. */
  readonly dims: readonly (string | number)[];
}

/** A graph of operators in execution order, with its weights and, where the file holds one, its ladder. */
export interface Network extends NetworkGraph {
  readonly nodes: readonly NetworkNode[];
  readonly initialisers: ReadonlyMap<string, Tensor>;
  readonly inputs?: readonly NetworkValue[];
  readonly outputs?: readonly NetworkValue[];
  /** The largest size of each free dimension but the batch, by its name. */
  readonly dims?: Readonly<Record<string, number>>;
}
