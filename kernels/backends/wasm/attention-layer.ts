import { type AttentionShape, checkTokens, completeAttention } from '../../ops/attention/attention-shape.ts';
import { type ActivationLayout, activationLayout } from './activation-layout.ts';
import type { KernelRunner } from './kernel-runner.ts';
import type { KernelScratch } from './kernel-scratch.ts';
import { splitRows } from './split-rows.ts';
import type { WasmArena } from './wasm-arena.ts';

/**
 * softmax(scale Q K^T) V of several heads, between activations of tokens: panels [ceil(tokens / 8)][features][8] as
 * matrix layers write and read them, so projections are matrix layers with weights of any form. Keys and values are
 * packed as weights of the dense kernel at each call; a query's result does not depend on its lane, and a causal one
 * reads no later key.
 */
export class AttentionLayer {
  readonly shape: Required<AttentionShape>;
  readonly queries: ActivationLayout;
  readonly keys: ActivationLayout;
  readonly values: ActivationLayout;
  readonly output: ActivationLayout;
  readonly #runner: KernelRunner;
  readonly #scratch: KernelScratch;
  readonly #packedKeys: number;
  readonly #packedValues: number;
  readonly #epilogues: number;

  /** @param most tokens that fit @throws RangeError when the shape makes no sense */
  constructor(
    arena: WasmArena,
    runner: KernelRunner,
    scratch: KernelScratch,
    shape: AttentionShape,
    most: { readonly queries: number; readonly keys: number },
  ) {
    this.shape = completeAttention(shape);
    checkTokens(most.queries, most.keys, false);
    const { heads, keyHeads, features, valueFeatures, scale } = this.shape;
    const tokens = (channels: number, n: number) =>
      activationLayout({ channels, height: 1, width: 1 }, 8, { groups: Math.ceil(n / 8) });
    this.queries = tokens(heads * features, most.queries);
    this.keys = tokens(keyHeads * features, most.keys);
    this.values = tokens(keyHeads * valueFeatures, most.keys);
    this.output = tokens(heads * valueFeatures, most.queries);
    this.#runner = runner;
    this.#scratch = scratch;
    const panels = this.keys.groups;
    this.#packedKeys = arena.allocate(panels * features * 32);
    this.#packedValues = arena.allocate(panels * Math.ceil(valueFeatures / 4) * 128);
    this.#epilogues = arena.putFloats([scale, 1, 0].flatMap((v) => [v, v, v, v]));
    scratch.reserve(panels * 256);
  }

  /**
   * @param q @param k @param v @param out addresses of the activations, laid out as this layer's `queries`, `keys`,
   * `values` and `output`; out overlaps none of the others @param queries @param keys how many tokens they hold now
   * @throws RangeError when there are more than fit, none, or causal queries without a key
   */
  run(q: number, k: number, v: number, out: number, queries: number, keys: number): void {
    const { heads, keyHeads, features, valueFeatures, causal } = this.shape;
    checkTokens(queries, keys, causal);
    if (queries > this.queries.groups * 8 || keys > this.keys.groups * 8) {
      throw new RangeError(
        `${queries} queries and ${keys} keys; this layer has room for ${this.queries.groups * 8} and ${this.keys.groups * 8}`,
      );
    }
    const { threads } = this.#runner;
    const keyPanels = Math.ceil(keys / 8);
    const valueBytes = keyPanels * 128;
    const keyEnds = splitRows(keyPanels, null, threads);
    const queryEnds = splitRows(Math.ceil(queries / 8), null, threads);
    const scores = this.#scratch.address;
    const { stride } = this.#scratch;
    const [packedKeys, packedValues] = [this.#packedKeys, this.#packedValues];
    const shift = causal ? keys - queries : -1;
    for (let h = 0; h < heads; h++) {
      const shared = Math.floor((h * keyHeads) / heads);
      if (h === 0 || shared !== Math.floor(((h - 1) * keyHeads) / heads)) {
        const fromK = [k + shared * features * 32, this.keys.group, 0, 0, features, packedKeys];
        this.#runner.run({ kernel: 'packKeys', args: fromK, at: 2, scratch: [] }, keyEnds, stride);
        const fromV = [v + shared * valueFeatures * 32, this.values.group, 0, 0, valueFeatures];
        const args = [...fromV, packedValues, valueBytes];
        this.#runner.run({ kernel: 'packValues', args, at: 2, scratch: [] }, keyEnds, stride);
      }
      const left = [q + h * features * 32, this.queries.group, 0, 0, features, packedKeys, keys];
      const right = [packedValues, valueBytes, valueFeatures, shift, this.#epilogues];
      const args = [...left, ...right, out + h * valueFeatures * 32, this.output.group, scores];
      this.#runner.run({ kernel: 'attend', args, at: 2, scratch: [14] }, queryEnds, stride);
    }
  }
}
