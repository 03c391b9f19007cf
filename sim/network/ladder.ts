/** One layer of a ladder, as the model file stores it. */
export interface LadderLayer {
  /** Name of the Conv, Gemm or MatMul node. */
  readonly node: string;
  /** GEMM view of the weight: output channels x (input channels * kernel height * kernel width). */
  readonly rows: number;
  readonly cols: number;
  /** Block ids (blockRow * cols + column), sparsest level first, then what each denser level adds. */
  readonly order: Int32Array;
  /** levelEnds[k]: how many of the first entries of `order` are active at level k; levelEnds[0] is all. */
  readonly levelEnds: readonly number[];
  /** Per-level epilogue y = relu(scale * product + bias), whatever norm and bias the graph has: [levels][rows] each. */
  readonly scale: Float32Array;
  readonly bias: Float32Array;
}

/** A strictly nested family of 4x1 block masks over one set of weights: level 0 is the densest. */
export interface Ladder {
  readonly version: 1;
  readonly blockRows: 4;
  /** Share of zero weights among the ladder's layers, per level. */
  readonly levels: readonly { readonly sparsity: number }[];
  readonly layers: readonly LadderLayer[];
}
