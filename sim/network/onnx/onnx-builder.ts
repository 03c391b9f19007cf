import type { Ladder } from '../ladder.ts';
import type { GraphNode, OperatorType } from '../network-graph.ts';
import { type OnnxConstant, type OnnxSpec, type OnnxValue, writeOnnx } from './write-onnx.ts';

/** A padded score: so low that its share is 0 in float32, and finite, as constants must be. */
const low = -1e9;

/** Rows of a table as bytes, each with its own scale: row r is scales[r] * rows[r]. */
export interface ByteTable {
  readonly rows: number;
  readonly cols: number;
  readonly values: Int8Array;
  readonly scales: Float32Array;
}

/**
 * Builds an ONNX graph operator by operator, in the forms that `compileGraph` recognises and other runtimes run well.
 * Each method adds its nodes and returns the name of the value that they make: `name` itself. Token values are
 * [N, T, features], vectors [N, features], images [N, channels, height, width].
 */
export class OnnxBuilder {
  readonly #name: string;
  readonly #inputs: OnnxValue[] = [];
  readonly #outputs: OnnxValue[] = [];
  readonly #nodes: GraphNode[] = [];
  readonly #constants = new Map<string, OnnxConstant>();
  readonly #padding = new Set<string>();
  readonly #lowered = new Set<string>();

  constructor(name: string) {
    this.#name = name;
  }

  input(name: string, dims: readonly (string | number)[], type: OnnxValue['type'] = 'float32'): string {
    this.#inputs.push({ name, dims, type });
    return name;
  }

  output(name: string, dims: readonly (string | number)[]): void {
    this.#outputs.push({ name, dims });
  }

  constant(name: string, shape: readonly number[], data: OnnxConstant['data']): string {
    this.#constants.set(name, { shape, data });
    return name;
  }

  /** Any operator with one output. */
  add(
    type: OperatorType,
    name: string,
    inputs: readonly string[],
    attributes: GraphNode['attributes'] = {},
  ): string {
    this.#nodes.push({ name, type, inputs, outputs: [name], attributes });
    return name;
  }

  /** @param weight [out][channels][kernel][kernel] */
  conv(name: string, x: string, weight: OnnxConstant, stride: number, pad: number): string {
    const kernel = weight.shape.slice(2);
    const attributes = { kernel_shape: kernel, strides: [stride, stride], pads: [pad, pad, pad, pad] };
    return this.add(
      'Conv',
      name,
      [x, this.constant(`${name}.weight`, weight.shape, weight.data)],
      attributes,
    );
  }

  batchNorm(
    name: string,
    x: string,
    norm: Readonly<Record<'scale' | 'bias' | 'mean' | 'var', Float32Array>>,
    epsilon = 1e-5,
  ): string {
    const parts = (['scale', 'bias', 'mean', 'var'] as const).map((part) =>
      this.constant(`${name}.${part}`, [norm[part].length], norm[part]),
    );
    return this.add('BatchNormalization', name, [x, ...parts], { epsilon });
  }

  /** Fully connected, on vectors. @param weight [out][in] */
  gemm(name: string, x: string, weight: OnnxConstant, bias: Float32Array | null): string {
    const inputs = [x, this.constant(`${name}.weight`, weight.shape, weight.data)];
    if (bias) inputs.push(this.constant(`${name}.bias`, [bias.length], bias));
    return this.add('Gemm', name, inputs, { transB: 1 });
  }

  /** Fully connected, on every token; the node `name` is the product. @param weight [out][in], stored as [in][out] */
  linear(name: string, x: string, weight: OnnxConstant, bias: Float32Array | null): string {
    const [rows = 0, cols = 0] = weight.shape;
    const data = Float32Array.from(
      { length: rows * cols },
      (_, i) => weight.data[(i % rows) * cols + Math.floor(i / rows)]!,
    );
    const product = this.add('MatMul', name, [x, this.constant(`${name}.weight`, [cols, rows], data)]);
    if (!bias) return product;
    return this.add('Add', `${name}.biased`, [product, this.constant(`${name}.bias`, [rows], bias)]);
  }

  layerNorm(name: string, x: string, gamma: Float32Array, beta: Float32Array, epsilon = 1e-5): string {
    const parts = [
      this.constant(`${name}.scale`, [gamma.length], gamma),
      this.constant(`${name}.offset`, [beta.length], beta),
    ];
    return this.add('LayerNormalization', name, [x, ...parts], { axis: -1, epsilon });
  }

  /**
   * Rows of a byte table, a token each: the bytes and their scales are looked up, then multiplied, so that no runtime
   * has a reason to hold the table in float32. @param ids integers [N, T]
   */
  embedding(name: string, ids: string, { rows, cols, values, scales }: ByteTable): string {
    const picked = this.add('Gather', `${name}.bytes`, [
      this.constant(`${name}.rows`, [rows, cols], values),
      ids,
    ]);
    const cast = this.add('Cast', `${name}.floats`, [picked], { to: 1 });
    const scale = this.add('Gather', `${name}.scale`, [
      this.constant(`${name}.scales`, [rows, 1], scales),
      ids,
    ]);
    return this.add('Mul', name, [cast, scale]);
  }

  /** x plus row t of the table for token t. @param table [largest T][features] */
  positions(name: string, x: string, ids: string, table: OnnxConstant): string {
    const length = this.add('Shape', `${name}.length`, [ids], { start: 1, end: 2 });
    const start = this.constant(`${name}.zero`, [1], Int32Array.of(0));
    const inputs = [this.constant(`${name}.table`, table.shape, table.data), start, length, start];
    return this.add('Add', name, [x, this.add('Slice', `${name}.rows`, inputs)]);
  }

  /**
   * softmax(q k^T / sqrt(size)) v of several heads over tokens [N, T, heads * size].
   * @param ids whose value 0 is padding, which no query sees; null: every token is seen
   */
  attention(
    name: string,
    q: string,
    k: string,
    v: string,
    heads: number,
    size: number,
    ids: string | null,
  ): string {
    const split = this.constant(`${name}.split`, [4], Int32Array.of(0, 0, heads, size));
    const part = (of: string, x: string, perm: number[]) =>
      this.add('Transpose', `${name}.${of}`, [this.add('Reshape', `${name}.${of}.split`, [x, split])], {
        perm,
      });
    const scale = this.constant(`${name}.scale`, [], Float32Array.of(1 / Math.sqrt(size)));
    const product = this.add('MatMul', `${name}.product`, [
      part('q', q, [0, 2, 1, 3]),
      part('k', k, [0, 2, 3, 1]),
    ]);
    let scores = this.add('Mul', `${name}.scores`, [product, scale]);
    if (ids !== null) scores = this.add('Add', `${name}.masked`, [scores, this.#mask(ids).scores]);
    const shares = this.add('Softmax', `${name}.shares`, [scores], { axis: -1 });
    const heard = this.add('MatMul', `${name}.heads`, [shares, part('v', v, [0, 2, 1, 3])]);
    const joined = this.add('Transpose', `${name}.tokens`, [heard], { perm: [0, 2, 1, 3] });
    return this.add('Reshape', name, [
      joined,
      this.constant(`${name}.join`, [3], Int32Array.of(0, 0, heads * size)),
    ]);
  }

  /** Mean over the tokens whose id is not 0, to [N, features]. */
  tokenMean(name: string, x: string, ids: string): string {
    const { keep } = this.#mask(ids);
    const axis = this.constant(`${name}.axis`, [1], Int32Array.of(1));
    const kept = this.add('Mul', `${name}.kept`, [x, keep]);
    const sum = this.add('ReduceSum', `${name}.sum`, [kept, axis], { keepdims: 0 });
    const count = this.add('ReduceSum', `${name}.count`, [keep, axis], { keepdims: 0 });
    return this.add('Div', name, [sum, count]);
  }

  /** Largest value of each feature over the tokens whose id is not 0, to [N, features]. */
  tokenMaximum(name: string, x: string, ids: string): string {
    const floor = `${ids}.floor`;
    this.#mask(ids);
    if (!this.#lowered.has(ids)) {
      this.#lowered.add(ids);
      const last = this.constant(`${floor}.axes`, [1], Int32Array.of(2));
      this.add('Unsqueeze', floor, [`${ids}.scores.flat`, last]);
    }
    const axis = this.constant(`${name}.axis`, [1], Int32Array.of(1));
    const lowered = this.add('Add', `${name}.lowered`, [x, floor]);
    return this.add('ReduceMax', name, [lowered, axis], { keepdims: 0 });
  }

  /** The parts of a file. */
  spec(more: Pick<OnnxSpec, 'ladder' | 'dims' | 'metadata'> = {}): OnnxSpec {
    const [inputs, outputs, nodes, initialisers] = [
      this.#inputs,
      this.#outputs,
      this.#nodes,
      this.#constants,
    ];
    return { name: this.#name, inputs, outputs, nodes, initialisers, ...more };
  }

  /** @throws RangeError as `writeOnnx` does */
  write(
    more: { ladder?: Ladder | null; dims?: Record<string, number>; metadata?: Record<string, string> } = {},
  ) {
    return writeOnnx(this.spec(more));
  }

  /** What is added to scores [N, 1, 1, T], and 1 for each real token [N, T, 1]; once for all readers. */
  #mask(ids: string): { readonly scores: string; readonly keep: string } {
    const names = { scores: `${ids}.scores`, keep: `${ids}.keep` };
    if (this.#padding.has(ids)) return names;
    this.#padding.add(ids);
    const pad = this.add('Equal', `${ids}.pad`, [ids, this.constant(`${ids}.padding`, [], Int32Array.of(0))]);
    const number = (name: string, value: number) =>
      this.constant(`${ids}.${name}`, [], Float32Array.of(value));
    const [zero, one] = [number('zero', 0), number('one', 1)];
    const choose = (name: string, whenPad: string, otherwise: string, axes: number[]) => {
      const chosen = this.add('Where', `${name}.flat`, [pad, whenPad, otherwise]);
      const list = this.constant(`${name}.axes`, [axes.length], Int32Array.from(axes));
      return this.add('Unsqueeze', name, [chosen, list]);
    };
    choose(names.scores, number('low', low), zero, [1, 2]);
    choose(names.keep, zero, one, [2]);
    return names;
  }
}
