import { type AttentionShape, checkTokens, completeAttention } from '../../ops/attention/attention-shape.ts';
import { type ActivationLayout, activationLayout } from './activation-layout.ts';
import type { KernelRunner } from './kernel-runner.ts';
import type { KernelScratch } from './kernel-scratch.ts';
import { type RowCall, rowCall } from './row-call.ts';
import { splitRows } from './split-rows.ts';
import type { WasmArena } from './wasm-arena.ts';

/** Bytes of one feature of a panel. */
const rowBytes = 32;
/** Pairs of lengths whose calls are kept. */
const mostLengths = 256;

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
  readonly #calls = new Map<number, HeadCalls[]>();

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
    this.#packedKeys = arena.allocate(panels * features * rowBytes);
    this.#packedValues = arena.allocate(panels * Math.ceil(valueFeatures / 4) * 4 * rowBytes);
    this.#epilogues = arena.putFloats([scale, 1, 0].flatMap((v) => [v, v, v, v]));
    scratch.reserve(panels * 8 * rowBytes);
  }

  /**
   * @param q @param k @param v @param out addresses of the activations, laid out as this layer's `queries`, `keys`,
   * `values` and `output`; out overlaps none of the others @param queries @param keys how many tokens they hold now
   * @throws RangeError when there are more than fit, none, or causal queries without a key
   */
  run(q: number, k: number, v: number, out: number, queries: number, keys: number): void {
    checkTokens(queries, keys, this.shape.causal);
    const room = { queries: this.queries.groups * 8, keys: this.keys.groups * 8 };
    if (queries > room.queries || keys > room.keys) {
      throw new RangeError(
        `${queries} queries and ${keys} keys; this layer has room for ${room.queries} and ${room.keys}`,
      );
    }
    const index = queries * (room.keys + 1) + keys;
    let calls = this.#calls.get(index);
    if (!calls) {
      // A cache of keys that grows by a token a call would otherwise keep all that it has been.
      if (this.#calls.size >= mostLengths) this.#calls.clear();
      calls = Array.from({ length: this.shape.heads }, (_, h) => this.#head(h, queries, keys));
      this.#calls.set(index, calls);
    }
    for (const { packKeys, packValues, attend } of calls) {
      if (packKeys) this.#runner.run(packKeys, k, this.#packedKeys);
      if (packValues) this.#runner.run(packValues, v, this.#packedValues);
      this.#runner.run(attend, q, out);
    }
  }

  #head(head: number, queries: number, keys: number): HeadCalls {
    const { heads, keyHeads, features, valueFeatures, causal } = this.shape;
    const sharing = heads / keyHeads;
    const keyHead = Math.floor(head / sharing);
    const panels = Math.ceil(keys / 8);
    const valueBytes = panels * 4 * rowBytes;
    const rows = ['first row', 'last row'] as const;
    const left = ['x', this.queries.group, ...rows, features, this.#packedKeys, keys] as const;
    const shift = causal ? keys - queries : -1;
    const right = [this.#packedValues, valueBytes, valueFeatures, shift, this.#epilogues] as const;
    const attend = rowCall(
      'attend',
      [...left, ...right, 'y', this.output.group, { scratch: this.#scratch.address }],
      {
        ends: splitRows(Math.ceil(queries / 8), null, this.#runner.threads),
        work: queries * keys * (features + valueFeatures),
        scratchStride: this.#scratch.stride,
      },
      { x: head * features * rowBytes, y: head * valueFeatures * rowBytes },
    );
    // Heads that share keys use what the first of them packed.
    if (head % sharing !== 0) return { packKeys: null, packValues: null, attend };
    const rest = (work: number) => ({
      ends: splitRows(panels, null, this.#runner.threads),
      work,
      scratchStride: 0,
    });
    return {
      packKeys: rowCall('packKeys', ['x', this.keys.group, ...rows, features, 'y'], rest(keys * features), {
        x: keyHead * features * rowBytes,
        y: 0,
      }),
      packValues: rowCall(
        'packValues',
        ['x', this.values.group, ...rows, valueFeatures, 'y', valueBytes],
        rest(keys * valueFeatures),
        { x: keyHead * valueFeatures * rowBytes, y: 0 },
      ),
      attend,
    };
  }
}

interface HeadCalls {
  readonly packKeys: RowCall | null;
  readonly packValues: RowCall | null;
  readonly attend: RowCall;
}
