import type { PointFunction, Volume } from '../../../../kernels/index.ts';
import type { MatrixStep, PoolStep } from '../plan.ts';

/**
 * What steps read and write: one volume a sample, or one pixel of features a token. A token buffer belongs to a sequence,
 * the ids that say how many tokens a sample has.
 */
export interface GraphBuffer {
  readonly volume: Volume;
  /** Place of the ids among `plan.sequences`; null: one volume a sample. */
  readonly sequence: number | null;
}

/** Where a step's values lie: places among `plan.buffers`. */
interface Places {
  readonly inputs: readonly number[];
  readonly output: number;
}

export interface AddStep {
  readonly kind: 'add';
  readonly node: string;
  readonly relu: boolean;
}

/** Element-wise, without a kernel: for the few values where towers meet. */
export interface CombineStep {
  readonly kind: 'multiply' | 'subtract';
  readonly node: string;
}

export interface ConcatStep {
  readonly kind: 'concat' | 'softmax';
  readonly node: string;
}

export interface PointStep {
  readonly kind: 'point';
  readonly node: string;
  readonly point: PointFunction;
}

export interface NormStep {
  readonly kind: 'norm';
  readonly node: string;
  readonly gamma: Float32Array;
  readonly beta: Float32Array;
  readonly epsilon: number;
}

/** Row `id` of the table times its scale, plus row t of the positions for token t. */
export interface EmbedStep {
  readonly kind: 'embed';
  readonly node: string;
  readonly sequence: number;
  /** [rows][cols], kept as it is: bytes stay bytes. */
  readonly table: { readonly rows: number; readonly cols: number; readonly values: Float32Array | Int8Array };
  readonly scales: Float32Array | null;
  readonly positions: Float32Array | null;
}

/** Inputs: queries, keys, values. Tokens see those of their own sample. */
export interface AttentionStep {
  readonly kind: 'attention';
  readonly node: string;
  readonly heads: number;
  readonly features: number;
  readonly valueFeatures: number;
  readonly scale: number;
}

/** Mean, or largest value of each feature, over the tokens of a sample. */
export interface TokenPoolStep {
  readonly kind: 'mean' | 'largest';
  readonly node: string;
}

export type GraphStep = Places &
  (
    | MatrixStep
    | PoolStep
    | AddStep
    | CombineStep
    | ConcatStep
    | PointStep
    | NormStep
    | EmbedStep
    | AttentionStep
    | TokenPoolStep
  );

/** Ids of tokens, [N, T]. */
export interface GraphSequence {
  readonly input: string;
  /** The largest T. */
  readonly most: number;
  /** Id 0 is padding, at the end; else every sample has T tokens. */
  readonly padded: boolean;
  /** Place of the sequence whose tokens these are added to: samples are as long as there. null: counted on its own. */
  readonly like: number | null;
}

/** A network of any shape as the kernels execute it; steps in the order of `orderSteps`. */
export interface GraphPlan {
  readonly network: string;
  readonly buffers: readonly GraphBuffer[];
  /** By buffer, the value of the graph that it holds at its end; null: none, as of inputs. */
  readonly values: readonly (string | null)[];
  readonly steps: readonly GraphStep[];
  /** Inputs of one volume a sample. */
  readonly volumes: readonly { readonly input: string; readonly buffer: number }[];
  readonly sequences: readonly GraphSequence[];
  readonly outputs: readonly { readonly name: string; readonly buffer: number }[];
  /** Levels of the ladder; 0 without one. */
  readonly levels: number;
  readonly ladderLayers: number;
}
