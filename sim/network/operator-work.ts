/** Kinds of arithmetic that cost models tell apart. */
export type OperatorKind =
  | 'conv'
  | 'pointwise'
  | 'depthwise'
  | 'fully-connected'
  | 'pool'
  | 'elementwise'
  | 'softmax';

/**
 * What one fused operator (say Conv + BatchNormalization + Relu) costs at one operating point and batch 1: counts
 * only, no time and no energy, which belong to targets.
 */
export interface OperatorWork {
  /** Name of the main node (the Conv of a fused group). */
  readonly node: string;
  readonly kind: OperatorKind;
  readonly inputShape: readonly number[];
  readonly outputShape: readonly number[];
  /** Multiply-accumulates of the dense operator. */
  readonly grossMacs: number;
  /** Multiply-accumulates of the blocks that are active at the point's level (equal to gross where not in the ladder). */
  readonly activeMacs: number;
  /** GEMM view: output rows, depth (columns) and output pixels per image. */
  readonly rows: number;
  readonly depth: number;
  readonly pixels: number;
  /** Weights of the dense operator, and weights in the active 4x1 blocks. */
  readonly weights: number;
  readonly activeWeights: number;
  readonly activeBlocks: number;
  readonly inLadder: boolean;
  /** Values of the input and output activations for one image. */
  readonly inputValues: number;
  readonly outputValues: number;
}
