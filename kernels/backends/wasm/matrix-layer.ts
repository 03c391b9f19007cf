import { type BlockLadder, blockHeight, blockRowCount } from '../../formats/block-ladder.ts';
import type { CsrMatrix } from '../../formats/csr-matrix.ts';
import { type DenseMatrix, validateDenseMatrix } from '../../formats/dense-matrix.ts';
import type { TallBlockMatrix } from '../../formats/tall-block-matrix.ts';
import { type Conv2dShape, conv2dOutput } from '../../ops/conv2d/conv2d-shape.ts';
import type { ActivationLayout } from './activation-layout.ts';
import type { KernelRunner, RowCall } from './kernel-runner.ts';
import type { KernelScratch } from './kernel-scratch.ts';
import { type LayerOffsets, layerOffsets } from './layer-offsets.ts';
import { splitRows } from './split-rows.ts';
import type { WasmArena } from './wasm-arena.ts';
import { type WrittenLadder, writeBlockRows, writeCsr, writeDense, writeLadder } from './write-weights.ts';

/** The forms in which a layer holds its weights; each takes memory of its own. */
export interface LayerWeights {
  readonly dense?: DenseMatrix;
  readonly ladder?: BlockLadder;
  readonly csr?: CsrMatrix;
  /** One right-hand side only. */
  readonly tall?: TallBlockMatrix;
}

/** y = max(scale * (W x) + bias, 0 or minus infinity), row by row, per level. */
export interface LayerEpilogue {
  /** [levels][rows] from the first level that is loaded; one level without a ladder. Default 1. */
  readonly scale?: Float32Array;
  /** As `scale`. Default 0. */
  readonly bias?: Float32Array;
  readonly relu?: boolean;
}

export interface MatrixLayerOptions {
  /** Two panels at a time, for engines that join vectors. */
  readonly wide?: boolean;
  /** One pixel of one sample is a vector, not a panel: faster, other bits than in a panel. */
  readonly vectors?: boolean;
}

/** Panels of a group share each row's weights; their inputs should stay in the second cache. */
const groupBytes = 256 * 1024;

/**
 * A matrix or convolution in the kernels' memory, between two activations. The forms of weights are run apart: which
 * one pays is for the caller (a dispatch) to say.
 */
export class MatrixLayer {
  readonly rows: number;
  readonly cols: number;
  readonly offsets: LayerOffsets;
  readonly ladderWeights: WrittenLadder | null;
  readonly #runner: KernelRunner;
  readonly #outPlane: number;
  readonly #blockRows: number;
  readonly #wide: number;
  readonly #group: number;
  readonly #floor: number;
  readonly #at: { columns: number; input: number; output: number; scale: number; bias: number };
  readonly #scratch: KernelScratch;
  /** Bytes of panels at the start of the scratch, and of one tile behind them. */
  readonly #panelsBytes: number;
  readonly #tileBytes: number;
  readonly #dense: number;
  readonly #csr: { rowPointers: number; columns: number; values: number } | null;
  readonly #tall: { tall: number; short: number } | null;
  readonly #ends: { dense: number[]; csr: number[]; tall: number[]; ladder: (number[] | undefined)[] };
  readonly #ladder: BlockLadder | null;

  /**
   * @param shape window over the input's channels @throws RangeError or FormatError when the parts do not fit
   */
  constructor(
    arena: WasmArena,
    runner: KernelRunner,
    scratch: KernelScratch,
    weights: LayerWeights,
    shape: Conv2dShape,
    epilogue: LayerEpilogue,
    input: ActivationLayout,
    output: ActivationLayout,
    options: MatrixLayerOptions = {},
  ) {
    const some = weights.dense ?? weights.ladder ?? weights.csr ?? weights.tall;
    if (!some) throw new RangeError('a layer without weights; give it one form of them at least');
    this.rows = some.rows;
    this.cols = some.cols;
    checkFit(some, shape, input, output);
    if (weights.dense) validateDenseMatrix(weights.dense);
    this.#runner = runner;
    this.#outPlane = output.plane;
    this.#blockRows = blockRowCount(this.rows);
    this.#floor = epilogue.relu ? 0 : Number.NEGATIVE_INFINITY;
    this.offsets = layerOffsets(shape, input, output, options.vectors ?? false);
    const { walk, columns, count } = this.offsets;
    this.#wide = options.wide ? 1 : 0;
    const panelBytes = this.cols * 32;
    const fitting = Math.max(1, Math.floor(groupBytes / Math.max(1, panelBytes)));
    this.#group = Math.max(1, Math.min(count, options.wide ? Math.max(2, fitting & ~1) : fitting));
    // A gathered panel or a vector has its columns side by side; a panel in place has them where the activation has.
    const apart = walk === 'gather' ? 32 : input.element;
    const inPlace = walk === 'gather' ? columns.map((_, c) => c * apart) : columns;
    const levels = weights.ladder ? weights.ladder.levels - weights.ladder.densest : 1;
    this.#ladder = weights.ladder ?? null;
    this.ladderWeights = weights.ladder ? writeLadder(arena, weights.ladder, inPlace) : null;
    this.#dense = weights.dense ? writeDense(arena, weights.dense) : 0;
    this.#csr = weights.csr ? writeCsr(arena, weights.csr, inPlace) : null;
    this.#tall = weights.tall
      ? {
          tall: writeBlockRows(arena, weights.tall.tall, inPlace),
          short: writeBlockRows(arena, weights.tall.short, inPlace),
        }
      : null;
    this.#at = {
      columns: isContiguous(columns, input.element) && walk === 'panels' ? 0 : arena.putIntegers(columns),
      input: arena.putIntegers(this.offsets.input),
      output: arena.putIntegers(this.offsets.output),
      scale: arena.putFloats(this.#padRows(epilogue.scale, levels, 1, 'scale')),
      bias: arena.putFloats(this.#padRows(epilogue.bias, levels, 0, 'bias')),
    };
    const copies =
      walk === 'gather' ? 2 : walk === 'panels' && this.#dense && this.#at.columns ? this.#group : 0;
    this.#panelsBytes = copies * panelBytes;
    this.#tileBytes = this.#blockRows * blockHeight * 32;
    this.#scratch = scratch;
    scratch.reserve(this.#panelsBytes + (walk === 'gather' ? 2 * this.#tileBytes : 0));
    const { threads } = runner;
    const even = (n: number) => splitRows(n, null, threads);
    this.#ends = {
      dense: even(this.#blockRows),
      csr: weights.csr ? splitRows(this.rows, weights.csr.rowPointers, threads) : [],
      tall: even(Math.ceil(this.rows / 8)),
      ladder: [],
    };
  }

  /** Bytes of tables of addresses, which grow with the pixels and not with the weights. */
  get tableBytes(): number {
    const { columns, input, output } = this.offsets;
    return columns.byteLength + input.byteLength + output.byteLength;
  }

  /** What a kernel that goes on from the ladder's sums needs: addresses, and how rows are finished. */
  get parts() {
    const panel = this.#scratch.address;
    return {
      ...this.#at,
      panel,
      tile: panel + this.#panelsBytes,
      scratchStride: this.#scratch.stride,
      runner: this.#runner,
      blockRows: this.#blockRows,
      outPlane: this.#outPlane,
      floor: this.#floor,
      epilogueBytes: this.#blockRows * blockHeight * 4,
    };
  }

  /** The dense weights. @param x @param y addresses of the activations @param level of the epilogue, from the first */
  dense(x: number, y: number, level = 0): void {
    const { columns, input, output } = this.#at;
    const panel = this.#scratch.address;
    const { scale, bias } = this.#epilogueAt(level);
    const { walk, count } = this.offsets;
    const rest = [scale, bias, this.#floor];
    let call: RowCall;
    if (walk === 'vector') {
      const args = [
        x + this.offsets.input[0]!,
        this.cols,
        this.#dense,
        0,
        0,
        ...rest,
        y + this.offsets.output[0]!,
      ];
      call = { kernel: 'denseVector', args, at: 3, scratch: [] };
    } else if (walk === 'panels') {
      const args = [
        x,
        input,
        count,
        columns,
        this.cols,
        this.#dense,
        0,
        0,
        ...rest,
        y,
        output,
        this.#outPlane,
      ];
      args.push(panel, this.#group, this.#wide);
      call = { kernel: 'dense', args, at: 6, scratch: [14] };
    } else {
      const args = [
        x,
        input,
        count,
        columns,
        this.cols,
        this.#dense,
        0,
        0,
        ...rest,
        y,
        output,
        this.#outPlane,
      ];
      args.push(panel, panel + this.#panelsBytes, this.#tileBytes, this.#wide);
      call = { kernel: 'densePixels', args, at: 6, scratch: [14, 15] };
    }
    this.#run(call, this.#ends.dense);
  }

  /** A level of the ladder. @throws RangeError when it is not loaded */
  ladder(x: number, y: number, level: number): void {
    const { columns, input, output } = this.#at;
    const panel = this.#scratch.address;
    const { walk, count } = this.offsets;
    const written = this.#loaded(level);
    const { scale, bias } = this.#epilogueAt(level - written.densest);
    const segments = written.levels - level;
    const rest = [scale, bias, this.#floor];
    let call: RowCall;
    if (walk === 'vector') {
      const args = [x + this.offsets.input[0]!, written.segments, segments, 0, 0, ...rest];
      call = { kernel: 'ladderVector', args: [...args, y + this.offsets.output[0]!], at: 3, scratch: [] };
    } else if (walk === 'panels') {
      const args = [x, input, count, written.segments, segments, 0, 0, ...rest, y, output, this.#outPlane];
      args.push(this.#group, this.#wide);
      call = { kernel: 'ladder', args, at: 5, scratch: [] };
    } else {
      const args = [x, input, count, columns, this.cols, written.segments, segments, 0, 0, ...rest];
      args.push(y, output, this.#outPlane, panel, panel + this.#panelsBytes, this.#tileBytes, this.#wide);
      call = { kernel: 'ladderPixels', args, at: 7, scratch: [15, 16] };
    }
    this.#run(call, this.#endsOf(level));
  }

  /** The unstructured rows; a layer that gathers its pixels has no such kernel. @throws RangeError */
  csr(x: number, y: number): void {
    const { input, output, scale, bias } = this.#at;
    const { walk, count } = this.offsets;
    if (!this.#csr || walk === 'gather') {
      throw new RangeError(
        this.#csr
          ? 'unstructured rows need panels in place: stride 1, or eight samples a panel'
          : 'no unstructured rows are loaded',
      );
    }
    const { rowPointers, columns, values } = this.#csr;
    const rest = [0, 0, scale, bias, this.#floor];
    const call: RowCall =
      walk === 'vector'
        ? {
            kernel: 'csrVector',
            args: [
              x + this.offsets.input[0]!,
              rowPointers,
              columns,
              values,
              ...rest,
              y + this.offsets.output[0]!,
            ],
            at: 4,
            scratch: [],
          }
        : {
            kernel: 'csr',
            args: [
              x,
              input,
              count,
              rowPointers,
              columns,
              values,
              ...rest,
              y,
              output,
              this.#outPlane,
              this.#group,
            ],
            at: 6,
            scratch: [],
          };
    this.#run(call, this.#ends.csr);
  }

  /** The 8x1 blocks on one right-hand side. @throws RangeError when there are more */
  tall(x: number, y: number, level = 0): void {
    if (!this.#tall || this.offsets.walk !== 'vector') {
      throw new RangeError(this.#tall ? '8x1 blocks take one right-hand side' : 'no 8x1 blocks are loaded');
    }
    const { scale, bias } = this.#epilogueAt(level);
    const { tall, short } = this.#tall;
    const args = [x + this.offsets.input[0]!, tall, short, this.#blockRows, 0, 0, scale, bias, this.#floor];
    this.#run(
      { kernel: 'tallVector', args: [...args, y + this.offsets.output[0]!], at: 4, scratch: [] },
      this.#ends.tall,
    );
  }

  #run(call: RowCall, ends: readonly number[]): void {
    this.#runner.run(call, ends, this.#scratch.stride);
  }

  #loaded(level: number): WrittenLadder {
    const written = this.ladderWeights;
    if (!written || !Number.isInteger(level) || level < written.densest || level >= written.levels) {
      throw new RangeError(
        `level ${level} is not loaded; ${written ? `this layer holds levels ${written.densest} to ${written.levels - 1}` : 'this layer holds no ladder'}`,
      );
    }
    return written;
  }

  #endsOf(level: number): number[] {
    const known = this.#ends.ladder[level];
    if (known) return known;
    const pointers = new Uint32Array(this.#blockRows + 1);
    if (this.#runner.threads > 1) {
      for (let k = level; k < this.#ladder!.levels; k++) {
        this.#ladder!.segments[k]!.rowPointers.forEach((p, r) => {
          pointers[r]! += p;
        });
      }
    }
    const ends = splitRows(this.#blockRows, pointers, this.#runner.threads);
    this.#ends.ladder[level] = ends;
    return ends;
  }

  #epilogueAt(level: number): { scale: number; bias: number } {
    const skip = level * this.#blockRows * blockHeight * 4;
    return { scale: this.#at.scale + skip, bias: this.#at.bias + skip };
  }

  /** [levels][rows], each padded to whole blocks with zeros. */
  #padRows(values: Float32Array | undefined, levels: number, missing: number, name: string): Float32Array {
    if (values && (values.length !== levels * this.rows || !values.every(Number.isFinite))) {
      throw new RangeError(
        `${name}: ${levels * this.rows} finite values are needed (${levels} levels x ${this.rows} rows), found ${values.length}${values.every(Number.isFinite) ? '' : ', not all finite'}`,
      );
    }
    const padded = this.#blockRows * blockHeight;
    const out = new Float32Array(levels * padded);
    for (let k = 0; k < levels; k++) {
      for (let r = 0; r < this.rows; r++) out[k * padded + r] = values ? values[k * this.rows + r]! : missing;
    }
    return out;
  }
}

function isContiguous(columns: Uint32Array, element: number): boolean {
  return columns.every((offset, c) => offset === c * element) && element === 32;
}

function checkFit(
  weights: { readonly rows: number; readonly cols: number },
  shape: Conv2dShape,
  input: ActivationLayout,
  output: ActivationLayout,
): void {
  const out = conv2dOutput(shape);
  const depth = shape.channels * shape.kernelH * shape.kernelW;
  if ((shape.groups ?? 1) !== 1) {
    throw new RangeError(
      `a convolution in ${shape.groups} groups is not one matrix; use GroupedLayer or DepthwiseLayer`,
    );
  }
  if (weights.cols !== depth) {
    throw new RangeError(`the weights have ${weights.cols} columns; the window has ${depth} elements`);
  }
  const fits =
    input.channels >= shape.channels && input.height === shape.height && input.width === shape.width;
  if (!fits) {
    throw new RangeError(
      `the input holds ${input.channels} x ${input.height} x ${input.width}; the window reads ${shape.channels} x ${shape.height} x ${shape.width}`,
    );
  }
  if (output.channels < weights.rows || output.height !== out.height || output.width !== out.width) {
    throw new RangeError(
      `the output holds ${output.channels} x ${output.height} x ${output.width}; the layer makes ${weights.rows} x ${out.height} x ${out.width}`,
    );
  }
  if (input.lanes !== output.lanes || input.groups !== output.groups) {
    throw new RangeError(
      `the input has ${input.groups} groups of ${input.lanes} lanes, the output ${output.groups} of ${output.lanes}; they must be alike`,
    );
  }
}
