import { type BlockLadder, blockHeight, blockRowCount } from '../../formats/block-ladder.ts';
import type { CsrMatrix } from '../../formats/csr-matrix.ts';
import { type DenseMatrix, validateDenseMatrix } from '../../formats/dense-matrix.ts';
import type { TallBlockMatrix } from '../../formats/tall-block-matrix.ts';
import type { Conv2dShape } from '../../ops/conv2d/conv2d-shape.ts';
import type { ActivationLayout } from './activation-layout.ts';
import { checkBorder, checkWindow } from './check-window.ts';
import type { KernelRunner } from './kernel-runner.ts';
import type { KernelScratch } from './kernel-scratch.ts';
import { type LayerOffsets, layerOffsets } from './layer-offsets.ts';
import { readDense, readRows } from './read-weights.ts';
import { ResidentLadder } from './resident-ladder.ts';
import { type Argument, type RowCall, rowCall } from './row-call.ts';
import { splitRows } from './split-rows.ts';
import type { WasmArena } from './wasm-arena.ts';
import { type RowsAt, writeCsr, writeDense, writeTall } from './write-weights.ts';

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
  /** The level of the first rows below; default: the densest that is loaded. Without a ladder there is one. */
  readonly firstLevel?: number;
  /** [levels - firstLevel][rows]; default 1. */
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

/** The inputs of a group of panels should stay in the second cache. */
const cacheBytes = 256 * 1024;
/** Place of the number of panels among the arguments of `dense` and `ladder`. */
const panelCountAt = 2;

/**
 * A matrix or convolution in the kernels' memory, between two activations. The forms of weights are run apart: which
 * one pays is for the caller (a dispatch) to say.
 */
export class MatrixLayer {
  readonly rows: number;
  readonly cols: number;
  readonly offsets: LayerOffsets;
  /** The ladder in memory, if this layer has one. */
  readonly resident: ResidentLadder | null;
  readonly #arena: WasmArena;
  readonly #runner: KernelRunner;
  readonly #outPlane: number;
  readonly #blockRows: number;
  readonly #wide: number;
  readonly #floor: number;
  readonly #firstLevel: number;
  readonly #at: { columns: number; input: number; output: number; scale: number; bias: number };
  readonly #scratch: KernelScratch;
  /** Bytes of panels at the start of the scratch, and of one tile behind them. */
  readonly #panelsBytes: number;
  readonly #tileBytes: number;
  readonly #dense: number;
  readonly #csr: (RowsAt & { entries: number }) | null;
  readonly #tall: { tall: RowsAt; short: RowsAt; table: number; entries: number; bytes: number } | null;
  /** [cols] byte offsets of columns in the weights' tables. */
  readonly #columnOffsets: Uint32Array;
  /** Offsets of two panels and of two tiles, where rows are compressed and pixels gathered. */
  readonly #pairs: number;
  /** Right-hand sides of a call, padding included. */
  readonly #lanes: number;
  readonly #groups: number;
  readonly #ends: { dense: number[]; csr: number[]; tall: number[] };
  readonly #ladderCalls: (RowCall | undefined)[] = [];
  #denseCalled: RowCall | undefined;
  #csrCalled: RowCall | undefined;
  #tallCalled: RowCall | undefined;

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
    const depth = shape.channels * shape.kernelH * shape.kernelW;
    if (this.cols !== depth || (shape.groups ?? 1) !== 1) {
      throw new RangeError(
        `the weights have ${this.cols} columns; the window has ${depth} elements in ${shape.groups ?? 1} groups (several are for GroupedLayer or DepthwiseLayer)`,
      );
    }
    checkWindow(shape, input, output, this.rows);
    checkBorder(shape, input);
    if (weights.dense) validateDenseMatrix(weights.dense);
    this.#runner = runner;
    this.#outPlane = output.plane;
    this.#blockRows = blockRowCount(this.rows);
    this.#floor = epilogue.relu ? 0 : Number.NEGATIVE_INFINITY;
    this.offsets = layerOffsets(shape, input, output, options.vectors ?? false);
    const { walk, columns, count } = this.offsets;
    this.#wide = options.wide ? 1 : 0;
    this.#groups = input.groups;
    this.#lanes = walk === 'panels' ? count * 8 : count;
    const panelBytes = this.cols * 32;
    // A gathered panel or a vector has its columns side by side; a panel in place has them where the activation has.
    const apart = walk === 'gather' ? 32 : input.element;
    const inPlace = walk === 'gather' ? columns.map((_, c) => c * apart) : columns;
    this.#firstLevel = weights.ladder ? (epilogue.firstLevel ?? weights.ladder.densest) : 0;
    const levels = weights.ladder ? weights.ladder.levels - this.#firstLevel : 1;
    this.#arena = arena;
    this.#columnOffsets = inPlace;
    this.resident = weights.ladder ? new ResidentLadder(arena, weights.ladder, inPlace) : null;
    this.#dense = weights.dense ? writeDense(arena, weights.dense) : 0;
    this.#csr = weights.csr
      ? { ...writeCsr(arena, weights.csr, inPlace), entries: weights.csr.values.length }
      : null;
    this.#tall = weights.tall ? writeTall(arena, weights.tall, inPlace) : null;
    this.#at = {
      columns: isContiguous(columns, input.element) && walk === 'panels' ? 0 : arena.putIntegers(columns),
      input: arena.putIntegers(this.offsets.input),
      output: arena.putIntegers(this.offsets.output),
      scale: arena.putFloats(this.#padRows(epilogue.scale, levels, 1, 'scale')),
      bias: arena.putFloats(this.#padRows(epilogue.bias, levels, 0, 'bias')),
    };
    const copies =
      walk === 'gather'
        ? 2
        : walk === 'panels' && this.#dense && this.#at.columns
          ? this.#panelGroup(true)
          : 0;
    this.#panelsBytes = copies * panelBytes;
    this.#tileBytes = this.#blockRows * blockHeight * 32;
    this.#pairs =
      weights.csr && walk === 'gather' ? arena.putIntegers([0, panelBytes, 0, this.#tileBytes]) : 0;
    this.#scratch = scratch;
    scratch.reserve(this.#panelsBytes + (walk === 'gather' ? 2 * this.#tileBytes : 0));
    const { threads } = runner;
    const even = (n: number) => splitRows(n, null, threads);
    this.#ends = {
      dense: even(this.#blockRows),
      csr: weights.csr ? splitRows(this.rows, weights.csr.rowPointers, threads) : [],
      tall: even(Math.ceil(this.rows / 8)),
    };
  }

  /** The forms in which the weights are here; a ladder stands in `resident`. */
  get holds(): { readonly dense: boolean; readonly csr: boolean; readonly tall: boolean } {
    return { dense: this.#dense !== 0, csr: this.#csr !== null, tall: this.#tall !== null };
  }

  /** Bytes of weights, their indices and row pointers. */
  get weightBytes(): number {
    const padded = this.#blockRows * blockHeight;
    let bytes = this.#dense ? padded * this.cols * 4 : 0;
    if (this.#csr) bytes += this.#csr.entries * 8 + (this.rows + 1) * 4;
    if (this.#tall) bytes += this.#tall.bytes;
    for (let k = 0; k < (this.resident?.levels ?? 0); k++) {
      const { values, indices, rowPointers } = this.resident!.bytes(k);
      bytes += values + indices + rowPointers;
    }
    return bytes;
  }

  /** Bytes of tables of addresses, which grow with the pixels and not with the weights. */
  get tableBytes(): number {
    const { columns, input, output } = this.offsets;
    return columns.byteLength + input.byteLength + output.byteLength;
  }

  get runner(): KernelRunner {
    return this.#runner;
  }

  /** What a kernel that goes on from the ladder's sums needs besides its segments. */
  epilogueParts(level: number) {
    const panel = this.#scratch.address;
    return {
      ...this.#at,
      ...this.#epilogueAt(level - this.#firstLevel),
      floor: this.#floor,
      outPlane: this.#outPlane,
      panel,
      tile: panel + this.#panelsBytes,
      scratchStride: this.#scratch.stride,
      blockRows: this.#blockRows,
    };
  }

  /** Copies the weights out of memory, a ladder without the levels denser than `densest`. */
  weights(densest = 0): LayerWeights {
    const { rows, cols } = this;
    const read = (at: RowsAt, count: number, height: number) =>
      readRows(this.#arena, at, count, height, this.#columnOffsets);
    return {
      ...(this.#dense ? { dense: readDense(this.#arena, this.#dense, rows, cols) } : {}),
      ...(this.resident ? { ladder: this.resident.read(Math.max(densest, this.resident.densest)) } : {}),
      ...(this.#csr ? { csr: { rows, cols, ...read(this.#csr, rows, 1) } } : {}),
      ...(this.#tall
        ? {
            tall: {
              rows,
              cols,
              tall: read(this.#tall.tall, Math.ceil(rows / 8), 8),
              short: read(this.#tall.short, this.#blockRows, blockHeight),
            },
          }
        : {}),
    };
  }

  /**
   * The dense weights, with the epilogue of the first level. @param x @param y addresses of the activations
   * @param groups the first groups of samples alone; default all
   */
  dense(x: number, y: number, groups?: number): void {
    this.#denseCalled ??= this.#denseCall();
    this.#runGroups(this.#denseCalled, x, y, groups);
  }

  /** A level of the ladder, otherwise as `dense`. @throws RangeError when it is not loaded */
  ladder(x: number, y: number, level: number, groups?: number): void {
    this.#ladderCalls[level] ??= this.#ladderCall(level);
    this.#runGroups(this.#ladderCalls[level], x, y, groups);
  }

  /** The unstructured rows. @throws RangeError when none are loaded */
  csr(x: number, y: number): void {
    this.#csrCalled ??= this.#csrCall();
    this.#runner.run(this.#csrCalled, x, y);
  }

  /** The 8x1 blocks on one right-hand side. @throws RangeError when there are more */
  tall(x: number, y: number): void {
    this.#tallCalled ??= this.#tallCall();
    this.#runner.run(this.#tallCalled, x, y);
  }

  /** Panels lie group by group, so fewer groups are fewer panels of the same call. */
  #runGroups(call: RowCall, x: number, y: number, groups = this.#groups): void {
    const whole = groups === this.#groups;
    if (!whole && (this.offsets.walk !== 'panels' || !(groups >= 1 && groups < this.#groups))) {
      throw new RangeError(
        `${groups} of ${this.#groups} groups; a part of them can be computed where panels are read in place`,
      );
    }
    if (this.offsets.walk === 'panels') {
      call.args[panelCountAt] = (this.offsets.count / this.#groups) * groups;
    }
    this.#runner.run(call, x, y);
  }

  #denseCall(): RowCall {
    if (!this.#dense) throw new RangeError('no dense weights are loaded');
    const { columns, input, output, scale, bias } = this.#at;
    const { walk, count } = this.offsets;
    const rest = this.#rest(this.#ends.dense, this.rows * this.cols);
    const weights = [this.#dense, 'first row', 'last row', scale, bias, this.#floor] as const;
    if (walk === 'vector') {
      return rowCall('denseVector', ['x', this.cols, ...weights, 'y'], rest, this.#vectorStart());
    }
    const args = ['x', input, count, columns, this.cols, ...weights, 'y', output, this.#outPlane] as const;
    if (walk === 'gather') return rowCall('densePixels', [...args, ...this.#gatherScratch()], rest);
    const group = this.#panelGroup(columns !== 0);
    return rowCall('dense', [...args, { scratch: this.#scratch.address }, group, this.#wide], rest);
  }

  #ladderCall(level: number): RowCall {
    const ladder = this.resident;
    if (!ladder) throw new RangeError('no ladder is loaded');
    const segments = ladder.segmentCount(level);
    const before = ladder.blocksBefore(level);
    const { columns, input, output } = this.#at;
    const { walk, count } = this.offsets;
    const { scale, bias } = this.#epilogueAt(level - this.#firstLevel);
    const blocks = before.at(-1)!;
    const rest = this.#rest(splitRows(this.#blockRows, before, this.#runner.threads), blocks * blockHeight);
    const rows = ['first row', 'last row'] as const;
    const weights = [ladder.table, segments, ...rows, scale, bias, this.#floor] as const;
    if (walk === 'vector') return rowCall('ladderVector', ['x', ...weights, 'y'], rest, this.#vectorStart());
    const to = ['y', output, this.#outPlane] as const;
    if (walk === 'gather') {
      const args = [
        'x',
        input,
        count,
        columns,
        this.cols,
        ...weights,
        ...to,
        ...this.#gatherScratch(),
      ] as const;
      return rowCall('ladderPixels', args, rest);
    }
    const group = this.#panelGroup(false);
    return rowCall('ladder', ['x', input, count, ...weights, ...to, group, this.#wide], rest);
  }

  #csrCall(): RowCall {
    if (!this.#csr) throw new RangeError('no unstructured rows are loaded');
    const { input, output, scale, bias } = this.#at;
    const { walk, count } = this.offsets;
    const { rowPointers, columns, values, entries } = this.#csr;
    const rest = this.#rest(this.#ends.csr, entries);
    const rows = ['first row', 'last row'] as const;
    const weights = [rowPointers, columns, values, ...rows, scale, bias, this.#floor, 'y'] as const;
    if (walk === 'vector') return rowCall('csrVector', ['x', ...weights], rest, this.#vectorStart());
    if (walk === 'gather') {
      const args = ['x', input, count, this.#at.columns, this.cols, ...weights, output] as const;
      const scratch = this.#gatherScratch().slice(0, 2);
      return rowCall('csrPixels', [...args, this.#outPlane, ...scratch, this.#pairs], rest);
    }
    const group = this.#panelGroup(false);
    return rowCall('csr', ['x', input, count, ...weights, output, this.#outPlane, group], rest);
  }

  #tallCall(): RowCall {
    if (!this.#tall || this.offsets.walk !== 'vector') {
      throw new RangeError(this.#tall ? '8x1 blocks take one right-hand side' : 'no 8x1 blocks are loaded');
    }
    const { scale, bias } = this.#at;
    const { table, entries } = this.#tall;
    const rows = ['first row', 'last row'] as const;
    const args = ['x', table, table + 12, this.#blockRows, ...rows, scale, bias, this.#floor, 'y'] as const;
    return rowCall('tallVector', args, this.#rest(this.#ends.tall, entries), this.#vectorStart());
  }

  /** @param weights multiply-accumulates of one right-hand side */
  #rest(ends: readonly number[], weights: number): Pick<RowCall, 'ends' | 'work' | 'scratchStride'> {
    return { ends, work: weights * this.#lanes, scratchStride: this.#scratch.stride };
  }

  #gatherScratch(): Argument[] {
    const at = this.#scratch.address;
    return [{ scratch: at }, { scratch: at + this.#panelsBytes }, this.#tileBytes, this.#wide];
  }

  #vectorStart(): { x: number; y: number } {
    return { x: this.offsets.input[0]!, y: this.offsets.output[0]! };
  }

  /** Panels that meet each row of weights before the next row is read; few where they have to be copied first. */
  #panelGroup(copied: boolean): number {
    const least = this.#wide ? 2 : 1;
    const most = copied ? 4 : this.offsets.count;
    const fitting = Math.floor(cacheBytes / Math.max(1, this.cols * 32));
    return Math.max(least, Math.min(most, this.#wide ? fitting & ~1 : fitting));
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
