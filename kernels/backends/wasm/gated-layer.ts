import { blockHeight, blockRowCount } from '../../formats/block-ladder.ts';
import type { ColumnBlockLadder, ColumnSegment } from '../../formats/column-block-ladder.ts';
import { type Conv2dShape, conv2dOutput } from '../../ops/conv2d/conv2d-shape.ts';
import type { ActivationLayout } from './activation-layout.ts';
import { checkWindow } from './check-window.ts';
import type { LayerEpilogue } from './matrix-layer.ts';
import type { WasmArena } from './wasm-arena.ts';
import type { WasmExports } from './wasm-module.ts';

/** Bytes of the sums of a block row. */
const rowBytes = blockHeight * 4;

interface SegmentAt {
  readonly columnPointers: number;
  readonly blockRows: number;
  readonly values: number;
  readonly blocks: number;
}

function writeSegment(arena: WasmArena, { columnPointers, blockRows, values }: ColumnSegment): SegmentAt {
  return {
    columnPointers: arena.putIntegers(columnPointers),
    blockRows: arena.putIntegers(blockRows.map((r) => r * rowBytes)),
    values: arena.putFloats(values),
    blocks: blockRows.length,
  };
}

/**
 * A matrix or convolution by input column on one lane: an input with |x| below the gate's threshold, or exactly 0, costs
 * one test and none of its weights is read. Level and threshold are arguments of each call and cost nothing to change.
 */
export class GatedLayer {
  readonly rows: number;
  readonly cols: number;
  readonly levels: number;
  /** The densest level that is loaded. */
  readonly densest: number;
  readonly #kernels: WasmExports;
  readonly #input: ActivationLayout;
  readonly #output: ActivationLayout;
  readonly #floor: number;
  readonly #blockRows: number;
  readonly #vector: boolean;
  /** Pixels in a row of the sums, where the window walks pixel by pixel. */
  readonly #grid: { readonly pitch: number; readonly plane: number } | null;
  readonly #arena: WasmArena;
  readonly #segments: readonly (SegmentAt | null)[];
  readonly #at: { segments: number; scale: number; bias: number; sums: number; list: number };
  readonly #firstLevel: number;
  readonly #window: readonly number[];
  readonly #outSize: readonly [number, number];

  /**
   * @param shape window over the input's channels @param epilogue per level, from the first that is loaded
   * @throws RangeError when the parts do not fit
   */
  constructor(
    arena: WasmArena,
    kernels: WasmExports,
    ladder: ColumnBlockLadder,
    shape: Conv2dShape,
    epilogue: LayerEpilogue,
    input: ActivationLayout,
    output: ActivationLayout,
  ) {
    const s = shape;
    const depth = s.channels * s.kernelH * s.kernelW;
    if (ladder.cols !== depth || (s.groups ?? 1) !== 1) {
      throw new RangeError(
        `the weights have ${ladder.cols} columns; the window has ${depth} elements, in one group`,
      );
    }
    if (input.lanes !== 1) {
      throw new RangeError('eight lanes; gating skips the inputs of one sample: use one lane');
    }
    checkWindow(shape, input, output, ladder.rows);
    const out = conv2dOutput(shape);
    this.rows = ladder.rows;
    this.#kernels = kernels;
    this.cols = ladder.cols;
    this.levels = ladder.levels;
    this.densest = ladder.densest;
    this.#input = input;
    this.#output = output;
    this.#floor = epilogue.relu ? 0 : Number.NEGATIVE_INFINITY;
    this.#blockRows = blockRowCount(ladder.rows);
    // A vector's columns follow each other; every other window is turned round, input by input.
    const single = s.height * s.width * s.kernelH * s.kernelW * out.height * out.width === 1;
    this.#vector = single && s.padTop + s.padLeft === 0 && input.plane === 4 && output.plane === 4;
    this.#arena = arena;
    this.#segments = ladder.segments.map((segment) => segment && writeSegment(arena, segment));
    const table = this.#segments
      .toReversed()
      .flatMap((at) => (at ? [at.columnPointers, at.blockRows, at.values] : []));
    this.#firstLevel = epilogue.firstLevel ?? ladder.densest;
    const perLevel = (values: Float32Array | undefined, missing: number, name: string) => {
      const levels = ladder.levels - this.#firstLevel;
      if (values && (values.length !== levels * this.rows || !values.every(Number.isFinite))) {
        throw new RangeError(
          `${name}: ${levels * this.rows} finite values are needed (${levels} levels x ${this.rows} rows), found ${values.length}`,
        );
      }
      const padded = this.#blockRows * blockHeight;
      const all = new Float32Array(levels * padded);
      for (let k = 0; k < levels; k++) {
        for (let r = 0; r < this.rows; r++) all[k * padded + r] = values?.[k * this.rows + r] ?? missing;
      }
      return arena.putFloats(all);
    };
    const steady = !this.#vector && s.strideH === 1 && s.strideW === 1;
    const across = (size: number, pad: number, outputs: number, kernel: number, dilation: number) =>
      Math.max(size + pad, outputs) + (kernel - 1) * dilation;
    const pitch = across(s.width, s.padLeft, out.width, s.kernelW, s.dilationW);
    const gridRows = across(s.height, s.padTop, out.height, s.kernelH, s.dilationH);
    this.#grid = steady ? { pitch, plane: gridRows * pitch * rowBytes } : null;
    const sumBytes = this.#grid?.plane ?? out.height * out.width * rowBytes;
    this.#at = {
      segments: arena.putIntegers(table),
      scale: perLevel(epilogue.scale, 1, 'scale'),
      bias: perLevel(epilogue.bias, 0, 'bias'),
      sums: arena.allocate(sumBytes * this.#blockRows),
      list: arena.allocate(this.#vector ? ladder.cols * 4 : steady ? s.height * s.width * 8 + 8 : 0),
    };
    const size = [s.channels, s.height, s.width, s.kernelH, s.kernelW];
    const strides = steady ? [] : [s.strideH, s.strideW];
    this.#window = [...size, ...strides, s.dilationH, s.dilationW, s.padTop, s.padLeft];
    this.#outSize = [out.height, out.width];
  }

  /** Bytes of weights, the block rows they lie in, and column pointers. */
  get weightBytes(): number {
    return this.#segments.reduce(
      (sum, at) => sum + (at ? at.blocks * (blockHeight + 1) * 4 + (this.cols + 1) * 4 : 0),
      0,
    );
  }

  /** Copies the weights out of memory, without the levels denser than `densest`. */
  weights(densest: number): ColumnBlockLadder {
    const { rows, cols, levels } = this;
    const segments = this.#segments.map((at, k): ColumnSegment | null =>
      at && k >= densest
        ? {
            columnPointers: this.#arena.integers(at.columnPointers, cols + 1).slice(),
            blockRows: Uint32Array.from(this.#arena.integers(at.blockRows, at.blocks), (o) => o / rowBytes),
            values: this.#arena.floats(at.values, at.blocks * blockHeight).slice(),
          }
        : null,
    );
    return { rows, cols, levels, segments, densest: Math.max(densest, this.densest) };
  }

  /**
   * y = max(scale (W x') + bias, floor), where x' is x with |x| < threshold set to 0.
   * @param x @param y addresses of the activations @param threshold 0 gates nothing but zeros
   * @returns inputs that were not gated, over all groups
   * @throws RangeError when the level is not loaded or the threshold is not a number of 0 or more
   */
  run(x: number, y: number, level: number, threshold: number): number {
    const { levels, densest } = this;
    if (!Number.isInteger(level) || level < densest || level >= levels) {
      throw new RangeError(
        `level ${level} is not loaded; this layer holds levels ${densest} to ${levels - 1}`,
      );
    }
    if (!(threshold >= 0)) throw new RangeError(`the threshold is ${threshold}; 0 or more is needed`);
    const skip = (level - this.#firstLevel) * this.#blockRows * blockHeight * 4;
    const { segments, scale, bias, sums, list } = this.#at;
    const weights = [threshold, segments, levels - level, this.#blockRows];
    const end = [scale + skip, bias + skip, this.#floor];
    const { groups, group, origin, plane, pitch } = this.#input;
    const output = this.#output;
    let active = 0;
    for (let g = 0; g < groups; g++) {
      const from = x + g * group + origin;
      const to = y + g * output.group + output.origin;
      if (this.#vector) {
        active += this.#kernels.gatedVector(from, this.cols, ...weights, ...end, to, list, sums);
        continue;
      }
      const kernel = this.#grid ? this.#kernels.gatedSteps : this.#kernels.gatedPixels;
      const room = this.#grid ? [sums, list, this.#grid.pitch, this.#grid.plane] : [sums];
      active += kernel(
        ...[from, plane, pitch, ...this.#window],
        ...[...weights, ...end, to, output.plane, output.pitch, ...this.#outSize, ...room],
      );
    }
    return active;
  }
}
