/** What a layer does; every layer writes one value, which has the layer's name. */
export type LayerPlan =
  | ConvolutionPlan
  | BatchNormPlan
  | LinearPlan
  | PlainPlan
  | LayerNormPlan
  | AttentionPlan
  | EmbeddingPlan
  | FusionPlan
  | DropoutPlan;

interface Named {
  readonly name: string;
}

/** Without bias: a batch norm follows. Padding is half the kernel, rounded down. */
export interface ConvolutionPlan extends Named {
  readonly kind: 'convolution';
  readonly input: string;
  readonly channels: number;
  readonly kernel: number;
  readonly stride: number;
  /** Whether the layer belongs to the ladder; others stay dense at every level. */
  readonly prunable: boolean;
}

/** Scale, bias and statistics of their own at every level; then the residual is added and ReLU applied, where wanted. */
export interface BatchNormPlan extends Named {
  readonly kind: 'batch-norm';
  readonly input: string;
  readonly relu: boolean;
  readonly residual?: string;
}

/** Features to features, of samples or tokens. */
export interface LinearPlan extends Named {
  readonly kind: 'linear';
  readonly input: string;
  readonly features: number;
  readonly prunable: boolean;
  readonly bias: boolean;
  /** Weights start at 0, so that a residual branch begins as nothing. */
  readonly zero?: boolean;
}

export interface PlainPlan extends Named {
  readonly kind: 'relu' | 'gelu-tanh' | 'global-mean' | 'mean-tokens' | 'max-tokens' | 'add' | 'add-relu';
  /** One value, or two of an addition. */
  readonly inputs: readonly string[];
}

export interface LayerNormPlan extends Named {
  readonly kind: 'layer-norm';
  readonly input: string;
}

export interface AttentionPlan extends Named {
  readonly kind: 'attention';
  readonly query: string;
  readonly key: string;
  readonly value: string;
  readonly heads: number;
}

/** Sum of one row of each table for every token, and of the position's row. */
export interface EmbeddingPlan extends Named {
  readonly kind: 'embedding';
  /** Inputs of ids, one a table. */
  readonly tables: readonly { readonly name: string; readonly ids: string; readonly rows: number }[];
  readonly positions: boolean;
  readonly features: number;
}

/** [a, b, a * b, |a - b|] of two values of equal features. */
export interface FusionPlan extends Named {
  readonly kind: 'fusion';
  readonly inputs: readonly [string, string];
}

export interface DropoutPlan extends Named {
  readonly kind: 'dropout';
  readonly input: string;
  readonly rate: number;
}

/** An input of a network: grey images, rows of features, or ids of tokens. */
export type InputPlan =
  | { readonly name: string; readonly kind: 'image'; readonly height: number; readonly width: number }
  | { readonly name: string; readonly kind: 'features'; readonly features: number }
  | { readonly name: string; readonly kind: 'tokens'; readonly tokens: number };

/** A network as it is trained and exported: layers in the order of execution. */
export interface NetworkPlan {
  readonly inputs: readonly InputPlan[];
  readonly layers: readonly LayerPlan[];
  /** Name of the layer whose value holds the logits, one row a class. */
  readonly logits: string;
  readonly classes: number;
}
