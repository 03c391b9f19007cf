import {
  activeRowsPerColumn,
  type BlockLadder,
  blockHeight,
  blockRowCount,
  packBlockLadder,
  unpackBlockLadder,
  validateDenseMatrix,
  type WasmArena,
  type WasmExports,
  type WrittenLadder,
  writeDense,
  writeLadder,
} from '../../../kernels/index.ts';
import { type ActivationLayout, columnOffsets, pixelOffsets } from './activation-layout.ts';
import type { LayerBytes } from './memory-report.ts';
import type { MatrixStep } from './plan.ts';

/** Buffers that all layers of an executor share. */
export interface SharedBuffers {
  /** [columns][8] of the deepest layer. */
  readonly panel: number;
  /** [rows][8] of the widest layer; with one lane only. */
  readonly tile: number;
  /** [2][8] u32. */
  readonly counts: number;
}

/** One matrix step in the kernels' memory, at all loaded levels. */
export class WasmLayer {
  readonly step: MatrixStep;
  readonly bytes: LayerBytes;
  readonly tableBytes: number;
  /** Input elements of one sample. */
  readonly inputs: number;
  readonly #arena: WasmArena;
  readonly #kernels: WasmExports;
  readonly #input: ActivationLayout;
  readonly #output: ActivationLayout;
  readonly #shared: SharedBuffers;
  readonly #lanes: number;
  readonly #pixels: number;
  readonly #columns: Uint32Array;
  readonly #pixelsIn: Uint32Array;
  readonly #at: {
    columns: number;
    pixelsIn: number;
    pixelsOut: number;
    dense: number;
    scale: number;
    bias: number;
  };
  readonly #ladder: BlockLadder | null;
  readonly #written: WrittenLadder | null;
  readonly #firstLevel: number;
  readonly #rowsPerColumn: (Uint32Array | undefined)[] = [];
  readonly #activeMacs: number[] = [];
  readonly #fanout: (number | undefined)[] = [];

  constructor(
    arena: WasmArena,
    kernels: WasmExports,
    step: MatrixStep,
    input: ActivationLayout,
    output: ActivationLayout,
    shared: SharedBuffers,
    lanes: number,
    densest: number,
  ) {
    const { shape, weights, ladder } = step;
    validateDenseMatrix(weights, `weights of ${step.node}`);
    this.step = step;
    this.inputs = shape.channels * shape.height * shape.width;
    this.#arena = arena;
    this.#kernels = kernels;
    this.#input = input;
    this.#output = output;
    this.#shared = shared;
    this.#lanes = lanes;
    this.#pixels = step.outHeight * step.outWidth;
    this.#columns = columnOffsets(input, shape);
    this.#pixelsIn = pixelOffsets(input, step.outHeight, step.outWidth, shape.strideH, shape.strideW, 0);
    const pixelsOut = pixelOffsets(output, step.outHeight, step.outWidth, 1, 1, output.origin);
    this.#ladder = ladder
      ? packBlockLadder(
          weights,
          ladder.layer.order,
          ladder.layer.levelEnds,
          densest,
          `ladder of ${step.node}`,
        )
      : null;
    this.#firstLevel = ladder ? densest : 0;
    const panelColumns = this.#columns.map((_, c) => c * 32);
    const sparse = this.#ladder && withoutLevelZero(this.#ladder);
    this.#written = sparse && writeLadder(arena, sparse, lanes === 8 ? this.#columns : panelColumns);
    const hasDense = this.#firstLevel === 0;
    const levelZero = this.#ladder && hasDense ? unpackBlockLadder(this.#ladder, 0) : weights;
    this.#at = {
      columns: arena.putIntegers(this.#columns),
      pixelsIn: arena.putIntegers(this.#pixelsIn),
      pixelsOut: arena.putIntegers(pixelsOut),
      dense: hasDense ? writeDense(arena, levelZero) : 0,
      scale: arena.putFloats(this.#padRows(step.scale, 'scale')),
      bias: arena.putFloats(this.#padRows(step.bias, 'bias')),
    };
    this.tableBytes = 4 * (this.#columns.length + this.#pixelsIn.length + pixelsOut.length);
    this.bytes = this.#countBytes();
  }

  /** Multiply-accumulates of the active blocks over all output pixels. */
  activeMacs(level: number): number {
    this.#activeMacs[level] ??= this.#activeRows(level).reduce((sum, rows) => sum + rows, 0) * this.#pixels;
    return this.#activeMacs[level]!;
  }

  /** Runs the layer on a group of samples (one, or eight lanes). @param x @param y addresses of the activations */
  run(x: number, y: number, level: number): void {
    const { columns, pixelsIn, pixelsOut, dense } = this.#at;
    const { panel, tile } = this.#shared;
    const kernels = this.#kernels;
    const { rows, cols } = this.step.weights;
    const blockRows = blockRowCount(rows);
    const epilogue = (level - this.#firstLevel) * blockRows * blockHeight * 4;
    const scale = this.#at.scale + epilogue;
    const bias = this.#at.bias + epilogue;
    const floor = this.step.relu ? 0 : Number.NEGATIVE_INFINITY;
    const plane = this.#output.plane;
    const pixels = this.#pixels;
    // Dispatch is by level alone, whatever the sparsity: outcome tables depend on it bit by bit.
    if (level === 0) {
      if (this.#lanes === 8) {
        kernels.dense(
          x,
          pixelsIn,
          pixels,
          columns,
          cols,
          dense,
          blockRows,
          scale,
          bias,
          floor,
          y,
          pixelsOut,
          plane,
        );
      } else {
        // biome-ignore format: one argument list
        kernels.densePixels(x, pixelsIn, pixels, columns, cols, dense, blockRows, scale, bias, floor, y, pixelsOut, plane, panel, tile);
      }
      return;
    }
    const { segments, levels } = this.#written!;
    if (this.#lanes === 8) {
      // biome-ignore format: one argument list
      kernels.ladder(x, pixelsIn, pixels, segments, levels - level, blockRows, scale, bias, floor, y, pixelsOut, plane);
    } else {
      // biome-ignore format: one argument list
      kernels.ladderPixels(x, pixelsIn, pixels, columns, cols, segments, levels - level, blockRows, scale, bias, floor, y, pixelsOut, plane, panel, tile);
    }
  }

  /**
   * Zeroes the gated elements of the input in place. Counts per lane lie in the shared buffer afterwards:
   * [8] elements left, [8] multiply-accumulates that they take part in.
   */
  gate(x: number, level: number, threshold: number): void {
    const elements = (this.#input.channels * this.#input.plane) / this.#input.element;
    this.#fanout[level] ??= this.#arena.putIntegers(this.#makeFanout(level));
    const gate = this.#lanes === 8 ? this.#kernels.gatePanels : this.#kernels.gatePixels;
    gate(x, elements, threshold, this.#fanout[level]!, this.#shared.counts);
  }

  #activeRows(level: number): Uint32Array {
    const { rows, cols } = this.step.weights;
    this.#rowsPerColumn[level] ??= this.#ladder
      ? activeRowsPerColumn(this.#ladder, level)
      : new Uint32Array(cols).fill(rows);
    return this.#rowsPerColumn[level]!;
  }

  /** For each input element, padding included: the multiply-accumulates at this level that read it. */
  #makeFanout(level: number): Uint32Array {
    const { channels, plane, element } = this.#input;
    const fanout = new Uint32Array((channels * plane) / element);
    const rows = this.#activeRows(level);
    for (let p = 0; p < this.#pixels; p++) {
      const base = this.#pixelsIn[p]!;
      for (let c = 0; c < rows.length; c++) fanout[(base + this.#columns[c]!) / element]! += rows[c]!;
    }
    return fanout;
  }

  /** [levels][rows] of the loaded levels, each padded to whole blocks with zeros. */
  #padRows(values: Float32Array, name: string): Float32Array {
    const { weights, ladder, node } = this.step;
    const levels = ladder ? ladder.layer.levelEnds.length : 1;
    if (values.length !== levels * weights.rows || !values.every(Number.isFinite)) {
      throw new RangeError(
        `${name} of ${node}: ${levels * weights.rows} finite values are needed (${levels} levels x ${weights.rows} channels), found ${values.length}${values.every(Number.isFinite) ? '' : ', not all finite'}`,
      );
    }
    const padded = blockRowCount(weights.rows) * blockHeight;
    const out = new Float32Array((levels - this.#firstLevel) * padded);
    for (let k = this.#firstLevel; k < levels; k++) {
      out.set(values.subarray(k * weights.rows, (k + 1) * weights.rows), (k - this.#firstLevel) * padded);
    }
    return out;
  }

  #countBytes(): LayerBytes {
    const { rows, cols } = this.step.weights;
    const padded = blockRowCount(rows) * blockHeight;
    const dense = { values: padded * cols * 4, indices: 0, rowPointers: 0, epilogue: padded * 8 };
    const written = this.#written;
    if (!written) return { inLadder: this.#ladder !== null, levels: [dense] };
    return {
      inLadder: true,
      levels: written.valueBytes.map((values, k) =>
        k === 0 && this.#firstLevel === 0
          ? dense
          : {
              values,
              indices: written.indexBytes[k]!,
              rowPointers: written.rowPointerBytes[k]!,
              epilogue: k < this.#firstLevel ? 0 : padded * 8,
            },
      ),
    };
  }
}

/** The dense kernel runs level 0 from its own copy, so the ladder kernel never reads the segment of level 0. */
function withoutLevelZero(ladder: BlockLadder): BlockLadder | null {
  if (ladder.levels === 1) return null;
  if (ladder.densest > 0) return ladder;
  return { ...ladder, densest: 1, segments: [null, ...ladder.segments.slice(1)] };
}
