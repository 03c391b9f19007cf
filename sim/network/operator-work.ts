/**
 * Kinds of arithmetic that cost models tell apart. `attention` multiplies two activations; `embedding` looks up rows of a
 * table: its weights are the table, of which it reads as many as its outputs.
 */
export type OperatorKind =
  | 'conv'
  | 'pointwise'
  | 'depthwise'
  | 'fully-connected'
  | 'attention'
  | 'pool'
  | 'elementwise'
  | 'softmax'
  | 'normalisation'
  | 'embedding';

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
  /** GEMM view: output rows, depth (columns) and output pixels (or tokens, times heads) per image. */
  readonly rows: number;
  readonly depth: number;
  readonly pixels: number;
  /** Weights of the dense operator, and weights in the active 4x1 blocks. */
  readonly weights: number;
  readonly activeWeights: number;
  readonly activeBlocks: number;
  /** Operator before it whose weights it uses too, so that they are stored once; null for weights of its own. */
  readonly sharesWeightsOf: string | null;
  readonly inLadder: boolean;
  /** Of every group of so many weights of a row only so many are not zero, and count as active. Absent: no such pattern. */
  readonly pattern?: { readonly kept: number; readonly group: number };
  /** Values of the input and output activations for one image. */
  readonly inputValues: number;
  readonly outputValues: number;
}
