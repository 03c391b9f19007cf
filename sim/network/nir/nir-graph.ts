/**
 * The Neuromorphic Intermediate Representation, version 1 (Pedersen et al. 2024, Nature Communications 15:8122; types and
 * fields as in its reference package). Fields keep the names that they have in files. Time is continuous, in seconds.
 */

/** Row-major numbers; shape [] is a scalar that stands for a whole layer. */
export interface NirArray {
  readonly shape: readonly number[];
  readonly values: Float64Array | Float32Array;
}

/** What a field holds. `pair` and `padding` are [height, width], or one number for both. */
interface FieldKinds {
  array: NirArray;
  /** Missing in files of older versions: 0. */
  arrayOr0: NirArray;
  arrayOr1: NirArray;
  integer: number;
  length: number | null;
  pair: readonly [number, number];
  /** 'same' keeps the size at stride 1. */
  padding1: number | 'same' | 'valid';
  padding2: readonly [number, number] | 'same' | 'valid';
  pairOrNone: readonly [number, number] | null;
  shape: readonly number[] | null;
}

/** The fields of every primitive. Weights are [out][in] or [out][in / groups][kernel …]. */
export const nirFields = {
  Input: { shape: 'shape' },
  Output: { shape: 'shape' },
  Affine: { weight: 'array', bias: 'array' },
  Linear: { weight: 'array' },
  Scale: { scale: 'array' },
  Conv1d: {
    input_shape: 'length',
    weight: 'array',
    stride: 'integer',
    padding: 'padding1',
    dilation: 'integer',
    groups: 'integer',
    bias: 'array',
  },
  Conv2d: {
    input_shape: 'pairOrNone',
    weight: 'array',
    stride: 'pair',
    padding: 'padding2',
    dilation: 'pair',
    groups: 'integer',
    bias: 'array',
  },
  SumPool2d: { kernel_size: 'pair', stride: 'pair', padding: 'pair' },
  AvgPool2d: { kernel_size: 'pair', stride: 'pair', padding: 'pair' },
  Flatten: { start_dim: 'integer', end_dim: 'integer', input_type: 'shape' },
  Delay: { delay: 'array' },
  Threshold: { threshold: 'array' },
  I: { r: 'array' },
  IF: { r: 'array', v_threshold: 'array', v_reset: 'arrayOr0' },
  LI: { tau: 'array', r: 'array', v_leak: 'array' },
  LIF: { tau: 'array', r: 'array', v_leak: 'array', v_threshold: 'array', v_reset: 'arrayOr0' },
  CubaLI: { tau_syn: 'array', tau_mem: 'array', r: 'array', v_leak: 'array', w_in: 'arrayOr1' },
  CubaLIF: {
    tau_syn: 'array',
    tau_mem: 'array',
    r: 'array',
    v_leak: 'array',
    v_threshold: 'array',
    v_reset: 'arrayOr0',
    w_in: 'arrayOr1',
  },
} as const satisfies Readonly<Record<string, Readonly<Record<string, keyof FieldKinds>>>>;

type Fields = typeof nirFields;
export type NirFieldKind = keyof FieldKinds;
export type NirPrimitiveType = keyof Fields;

export type NirPrimitive<T extends NirPrimitiveType = NirPrimitiveType> = {
  [P in T]: { readonly type: P; readonly metadata?: NirMetadata } & {
    readonly [F in keyof Fields[P]]: Fields[P][F] extends keyof FieldKinds ? FieldKinds[Fields[P][F]] : never;
  };
}[T];

/** Not needed for execution. */
export type NirMetadata = ReadonlyMap<string, string | NirArray>;

export type NirNode = NirPrimitive | NirGraph;

/** Edges carry values from one node's output to another's input; several edges into a node add up. Cycles are allowed. */
export interface NirGraph {
  readonly type: 'NIRGraph';
  readonly nodes: ReadonlyMap<string, NirNode>;
  readonly edges: readonly (readonly [from: string, to: string])[];
  readonly metadata?: NirMetadata;
}

export function nirArray(
  values: Float64Array | Float32Array | readonly number[],
  shape?: readonly number[],
): NirArray {
  const held = Array.isArray(values) ? Float64Array.from(values) : (values as Float64Array | Float32Array);
  return { shape: shape ?? [held.length], values: held };
}
