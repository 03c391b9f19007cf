import { blockHeight, blockRowCount } from '../../formats/block-ladder.ts';
import type { Int8Ladder } from '../../formats/int8-ladder.ts';
import type { Int8Rows } from '../../formats/int8-rows.ts';
import type { Conv2dShape } from '../../ops/conv2d/conv2d-shape.ts';
import type { ActivationLayout } from './activation-layout.ts';
import { checkWindow } from './check-window.ts';
import { checkInt8Columns, type Int8Epilogue, writeInt8Epilogue } from './int8-epilogue.ts';
import type { KernelRunner } from './kernel-runner.ts';
import type { KernelScratch } from './kernel-scratch.ts';
import { type LayerOffsets, layerOffsets } from './layer-offsets.ts';
import { type RowCall, rowCall } from './row-call.ts';
import { splitRows } from './split-rows.ts';
import type { WasmArena } from './wasm-arena.ts';
import { type WrittenInt8Ladder, writeInt8Dense, writeInt8Ladder } from './write-int8-weights.ts';

/** The forms in which an int8 layer holds its weights, one of them at least. */
export interface Int8LayerWeights {
  readonly dense?: Int8Rows;
  readonly ladder?: Int8Ladder;
}

/** Panels of a group share each row's weights; their inputs should stay in the second cache. */
const groupBytes = 256 * 1024;

/**
 * An int8 matrix or convolution in the kernels' memory, between two activations of eight lanes whose values are 16 bits
 * wide (`activationLayout` with `valueBytes` 2): 8-bit values less their zero point, so borders are 0. Results are exact
 * integers: neither threads nor layout can change them.
 */
export class Int8Layer {
  readonly rows: number;
  readonly cols: number;
  readonly offsets: LayerOffsets;
  readonly ladderWeights: WrittenInt8Ladder | null;
  readonly #runner: KernelRunner;
  readonly #scratch: KernelScratch;
  readonly #dense: number;
  readonly #at: { columns: number; input: number; output: number };
  readonly #epilogue: { bias: number; multiplier: number; levelBytes: number };
  readonly #limits: readonly [low: number, high: number];
  readonly #outPlane: number;
  readonly #group: number;
  readonly #ladder: Int8Ladder | null;
  readonly #denseCalls: (RowCall | undefined)[] = [];
  readonly #ladderCalls: (RowCall | undefined)[] = [];

  /** @throws RangeError when the parts do not fit */
  constructor(
    arena: WasmArena,
    runner: KernelRunner,
    scratch: KernelScratch,
    weights: Int8LayerWeights,
    shape: Conv2dShape,
    epilogue: Int8Epilogue,
    input: ActivationLayout,
    output: ActivationLayout,
  ) {
    const some = weights.dense ?? weights.ladder;
    if (!some) throw new RangeError('an int8 layer without weights; give it one form of them at least');
    this.rows = some.rows;
    this.cols = some.cols;
    checkFit(some, shape, input, output);
    this.#runner = runner;
    this.#scratch = scratch;
    this.offsets = layerOffsets(shape, input, output, false);
    const { columns, count } = this.offsets;
    const panelBytes = Math.ceil(this.cols / 2) * 32;
    this.#group = Math.max(1, Math.min(count, Math.floor(groupBytes / Math.max(1, panelBytes))));
    const { ladder, dense } = weights;
    this.ladderWeights = ladder ? writeInt8Ladder(arena, ladder, columns) : null;
    this.#dense = dense ? writeInt8Dense(arena, dense) : 0;
    const levels = ladder ? ladder.levels - ladder.densest : 1;
    this.#epilogue = writeInt8Epilogue(arena, epilogue, this.rows, levels);
    this.#limits = [epilogue.low, epilogue.high];
    this.#at = {
      columns: arena.putIntegers(columns),
      input: arena.putIntegers(this.offsets.input),
      output: arena.putIntegers(this.offsets.output),
    };
    this.#outPlane = output.plane;
    if (dense) scratch.reserve(this.#group * panelBytes);
    this.#ladder = ladder ?? null;
  }

  /** Bytes of tables of addresses, which grow with the pixels and not with the weights. */
  get tableBytes(): number {
    const { columns, input, output } = this.offsets;
    return columns.byteLength + input.byteLength + output.byteLength;
  }

  /** The dense weights. @param x @param y addresses of the activations @param level of the epilogue, from the first */
  dense(x: number, y: number, level = 0): void {
    this.#denseCalls[level] ??= this.#denseCall(level);
    this.#runner.run(this.#denseCalls[level], x, y);
  }

  /** A level of the ladder. @throws RangeError when it is not loaded */
  ladder(x: number, y: number, level: number): void {
    this.#ladderCalls[level] ??= this.#ladderCall(level);
    this.#runner.run(this.#ladderCalls[level], x, y);
  }

  #denseCall(level: number): RowCall {
    if (!this.#dense) throw new RangeError('no dense weights are loaded');
    const { columns, input, output } = this.#at;
    const weights = [columns, this.cols, this.#dense, 'first row', 'last row'] as const;
    const to = ['y', output, this.#outPlane, { scratch: this.#scratch.address }, this.#group] as const;
    return rowCall(
      'int8Dense',
      ['x', input, this.offsets.count, ...weights, ...this.#epilogueAt(level), ...to],
      {
        ends: splitRows(blockRowCount(this.rows), null, this.#runner.threads),
        work: this.rows * this.cols * this.offsets.count * 8,
        scratchStride: this.#scratch.stride,
      },
    );
  }

  #ladderCall(level: number): RowCall {
    const written = this.ladderWeights;
    if (!written || !Number.isInteger(level) || level < written.densest || level >= written.levels) {
      throw new RangeError(
        `level ${level} is not loaded; ${written ? `this layer holds levels ${written.densest} to ${written.levels - 1}` : 'this layer holds no ladder'}`,
      );
    }
    const { input, output } = this.#at;
    const blocks = this.#blocksBefore(level);
    const weights = [written.segments, written.levels - level, 'first row', 'last row'] as const;
    const to = ['y', output, this.#outPlane, this.#group] as const;
    return rowCall(
      'int8Ladder',
      ['x', input, this.offsets.count, ...weights, ...this.#epilogueAt(level - written.densest), ...to],
      {
        ends: splitRows(blocks.length - 1, blocks, this.#runner.threads),
        work: blocks.at(-1)! * blockHeight * this.offsets.count * 8,
        scratchStride: this.#scratch.stride,
      },
    );
  }

  /** [block rows + 1] blocks before each block row, over all segments that the level reads. */
  #blocksBefore(level: number): Uint32Array {
    const blocks = new Uint32Array(blockRowCount(this.rows) + 1);
    for (let k = level; k < this.#ladder!.levels; k++) {
      this.#ladder!.segments[k]!.rowPointers.forEach((p, r) => {
        blocks[r]! += p;
      });
    }
    return blocks;
  }

  #epilogueAt(level: number): number[] {
    const { bias, multiplier, levelBytes } = this.#epilogue;
    return [bias + level * levelBytes, multiplier + level * levelBytes, ...this.#limits];
  }
}

function checkFit(
  weights: { readonly rows: number; readonly cols: number },
  shape: Conv2dShape,
  input: ActivationLayout,
  output: ActivationLayout,
): void {
  for (const [name, layout] of [['input', input] as const, ['output', output] as const]) {
    if (layout.lanes !== 8 || layout.element !== 16) {
      throw new RangeError(
        `the ${name} has ${layout.lanes} lanes in ${layout.element} bytes; int8 layers take eight lanes of 2 bytes`,
      );
    }
  }
  const depth = shape.channels * shape.kernelH * shape.kernelW;
  if (weights.cols !== depth) {
    throw new RangeError(`the weights have ${weights.cols} columns; the window has ${depth} elements`);
  }
  checkInt8Columns(depth);
  checkWindow(shape, input, output, weights.rows);
}
