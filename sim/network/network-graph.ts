import type { Ladder } from './ladder.ts';

/** Operators that a file may hold; anything else is refused by name and node when it is read. */
export type OperatorType =
  | 'Conv'
  | 'Gemm'
  | 'MatMul'
  | 'Add'
  | 'Relu'
  | 'MaxPool'
  | 'AveragePool'
  | 'GlobalAveragePool'
  | 'BatchNormalization'
  | 'Flatten'
  | 'Reshape'
  | 'Softmax'
  | 'Identity'
  | SequenceType;

/** Operators of a file that networks over tokens, or with several inputs, are made of. */
export type SequenceType =
  | 'Cast'
  | 'Concat'
  | 'Div'
  | 'Equal'
  | 'Gather'
  | 'Gelu'
  | 'LayerNormalization'
  | 'Mul'
  | 'Not'
  | 'ReduceMax'
  | 'ReduceMean'
  | 'ReduceSum'
  | 'Shape'
  | 'Sigmoid'
  | 'Slice'
  | 'Sub'
  | 'Tanh'
  | 'Transpose'
  | 'Unsqueeze'
  | 'Where';

/** Operators of built-in graphs, which have costs but no kernels here; names as in ONNX. */
export type UnexecutedType = 'Clip' | 'HardSigmoid' | 'HardSwish' | 'Resize';

/** One operator: names of the values it reads and writes, and its attributes as ONNX gives them. */
export interface GraphNode {
  readonly name: string;
  readonly type: OperatorType | UnexecutedType;
  readonly inputs: readonly string[];
  readonly outputs: readonly string[];
  readonly attributes: Readonly<Record<string, number | string | readonly number[]>>;
}

/** A value by name, with its shape for batch 1. */
export interface GraphValue {
  readonly name: string;
  readonly shape: readonly number[];
}

/**
 * A graph of operators in execution order with the shape of every value: all that costs depend on. A `Network` is one
 * with weights; built-in benchmarks have none, and what needs weights refuses them (`requireWeights`).
 */
export interface NetworkGraph {
  readonly name: string;
  /** SHA-256 of the file, or of the graph where there is no file; lower-case hex. */
  readonly hash: string;
  readonly nodes: readonly GraphNode[];
  /** Constants by name: weights, biases, tables. */
  readonly initialisers: ReadonlyMap<string, { readonly shape: readonly number[] }>;
  /** The first input and the first output. */
  readonly input: GraphValue;
  readonly output: GraphValue;
  /** All of them, where there may be several; left out: `input` and `output` alone. */
  readonly inputs?: readonly GraphValue[];
  readonly outputs?: readonly GraphValue[];
  /** Shape of every value for batch 1 (other free dimensions: their largest size), initialisers included. */
  readonly shapes: ReadonlyMap<string, readonly number[]>;
  readonly ladder: Ladder | null;
}
