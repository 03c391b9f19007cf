import type { Conv2dShape, DenseMatrix, PoolKind } from '../../../kernels/index.ts';
import type { LadderLayer } from '../../network/ladder.ts';

/** Conv, Gemm or MatMul with what follows it fused: y = max(scale * (W x) + bias, 0 or minus infinity). */
export interface MatrixStep {
  readonly kind: 'matrix';
  /** Name of the main node. */
  readonly node: string;
  /** A fully connected layer is a convolution whose kernel is the whole image. */
  readonly shape: Conv2dShape;
  readonly outHeight: number;
  readonly outWidth: number;
  /** GEMM view [output channels][channels * kernelH * kernelW]. */
  readonly weights: DenseMatrix;
  /** [rows], or [levels][rows] for a ladder layer. */
  readonly scale: Float32Array;
  readonly bias: Float32Array;
  readonly relu: boolean;
  /** Place in `network.ladder.layers`, or null. */
  readonly ladder: { readonly index: number; readonly layer: LadderLayer } | null;
}

/** Max, average or global average pooling. */
export interface PoolStep {
  readonly kind: 'pool';
  readonly node: string;
  readonly shape: Conv2dShape;
  readonly outHeight: number;
  readonly outWidth: number;
  readonly pool: PoolKind;
}

export type Step = MatrixStep | PoolStep;

/** A chain network as the kernels execute it. */
export interface Plan {
  readonly network: string;
  readonly input: { readonly channels: number; readonly height: number; readonly width: number };
  readonly steps: readonly Step[];
  /** The network ends in Softmax: its outputs are probabilities already. */
  readonly softmax: boolean;
  readonly classes: number;
  /** Levels of the ladder; 0 without one. */
  readonly levels: number;
  readonly ladderLayers: number;
}

/** The matrix steps: the layers of outcome tables. */
export function matrixSteps(plan: Pick<Plan, 'steps'>): MatrixStep[] {
  return plan.steps.filter((step) => step.kind === 'matrix');
}

/** The step with the sizes of its weights, but not their values and order. */
export function withoutWeights(step: MatrixStep): MatrixStep {
  const { weights, ladder } = step;
  const order = new Int32Array(0);
  return {
    ...step,
    weights: { ...weights, values: new Float32Array(0) },
    ladder: ladder && { ...ladder, layer: { ...ladder.layer, order } },
  };
}
