import type { Conv2dShape, DenseMatrix, PoolKind } from '../../../kernels/index.ts';

/** Conv, Gemm or MatMul with its epilogue: y = max(scale * (W x) + bias, 0 or minus infinity). */
export interface MatrixNetworkStep {
  readonly kind: 'matrix';
  /** Name of the main node. */
  readonly node: string;
  readonly input: string;
  readonly output: string;
  /** A fully connected layer is a window over the whole of its input. */
  readonly shape: Conv2dShape;
  /** GEMM view [output channels][channels * kernelH * kernelW]. */
  readonly weights: DenseMatrix;
  /** [rows] each; bias, batch norm and constant additions folded. */
  readonly scale: Float32Array;
  readonly bias: Float32Array;
  readonly relu: boolean;
}

export interface PoolNetworkStep {
  readonly kind: 'pool';
  readonly node: string;
  readonly input: string;
  readonly output: string;
  readonly shape: Conv2dShape;
  readonly pool: PoolKind;
}

/** Sum of two activations: a residual connection. */
export interface AddNetworkStep {
  readonly kind: 'add';
  readonly node: string;
  readonly inputs: readonly [string, string];
  readonly output: string;
  readonly relu: boolean;
}

/**
 * One fused operator of a graph without cycles; activations are named, so that several steps may read one.
 */
export type NetworkStep = MatrixNetworkStep | PoolNetworkStep | AddNetworkStep;

/** Names of the activations that a step reads. */
export function inputsOf(step: NetworkStep): readonly string[] {
  return step.kind === 'add' ? step.inputs : [step.input];
}
