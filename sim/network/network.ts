import type { Ladder } from './ladder.ts';

/** A constant tensor: float32 or integer values in row-major order. */
export interface Tensor {
  readonly shape: readonly number[];
  readonly data: Float32Array | Int32Array;
}

/** Operators that a network may hold; anything else is refused by name and node when the file is read. */
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
  | 'Identity';

/** One operator: names of the values it reads and writes, and its attributes as ONNX gives them. */
export interface NetworkNode {
  readonly name: string;
  readonly type: OperatorType;
  readonly inputs: readonly string[];
  readonly outputs: readonly string[];
  readonly attributes: Readonly<Record<string, number | string | readonly number[]>>;
}

/** A graph of operators in execution order, with its weights and, where the file holds one, its ladder. */
export interface Network {
  readonly name: string;
  /** SHA-256 of the file, lower-case hex. */
  readonly hash: string;
  readonly nodes: readonly NetworkNode[];
  readonly initialisers: ReadonlyMap<string, Tensor>;
  readonly input: { readonly name: string; readonly shape: readonly number[] };
  readonly output: { readonly name: string; readonly shape: readonly number[] };
  /** Shape of every value for batch 1, initialisers included. */
  readonly shapes: ReadonlyMap<string, readonly number[]>;
  readonly ladder: Ladder | null;
}
