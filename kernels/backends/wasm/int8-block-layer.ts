import { blockHeight, blockRowCount } from '../../formats/block-ladder.ts';
import type { Int8BlockMatrix } from '../../formats/int8-block-matrix.ts';
import { type Int8Range, int8Limits } from '../../ops/quantise/int8-range.ts';
import { checkInt8Columns, type Int8Epilogue, writeInt8Epilogue } from './int8-epilogue.ts';
import type { KernelRunner } from './kernel-runner.ts';
import { type RowCall, rowCall } from './row-call.ts';
import { splitRows } from './split-rows.ts';
import type { WasmArena } from './wasm-arena.ts';
import type { WasmExports } from './wasm-module.ts';
import { writeInt8Blocks } from './write-int8-weights.ts';

/** Bytes of one panel in pairs, [ceil(features / 2)][8][2] of 16 bits, with whole blocks of four rows written into it. */
export function pairPanelBytes(features: number): number {
  return blockRowCount(features) * blockHeight * 16;
}

/** Bytes of one vector of 16-bit values, whole blocks of four and whole steps of quantising (eight). */
export function int8VectorBytes(features: number): number {
  return Math.ceil(features / 8) * 16;
}

/**
 * 4x2 blocks on `panels` panels of eight right-hand sides, or on one vector (`panels` 0). Activations lie in pairs of
 * columns, [panels][ceil(cols / 2)][8][2] 16-bit values less their zero point, and come out so, ready for the next
 * layer; `quantise` and `dequantise` stand at the ends of a chain.
 */
export class Int8BlockLayer {
  readonly rows: number;
  readonly cols: number;
  readonly panels: number;
  readonly #runner: KernelRunner;
  readonly #weights: { rowPointers: number; pairOffsets: number; weights: number };
  readonly #epilogue: readonly [bias: number, multiplier: number, low: number, high: number];
  readonly #share: Pick<RowCall, 'ends' | 'work' | 'scratchStride'>;
  readonly #wide: number;
  #called: RowCall | undefined;

  /** @param options.wide two panels at a time, for engines that join vectors @throws RangeError */
  constructor(
    arena: WasmArena,
    runner: KernelRunner,
    matrix: Int8BlockMatrix,
    epilogue: Int8Epilogue,
    panels: number,
    options: { readonly wide?: boolean } = {},
  ) {
    checkInt8Columns(matrix.cols);
    this.rows = matrix.rows;
    this.cols = matrix.cols;
    this.panels = panels;
    this.#runner = runner;
    this.#wide = options.wide ? 1 : 0;
    this.#weights = writeInt8Blocks(arena, matrix, panels === 0 ? 4 : 32);
    const { bias, multiplier } = writeInt8Epilogue(arena, epilogue, matrix.rows, 1);
    this.#epilogue = [bias, multiplier, epilogue.low, epilogue.high];
    this.#share = {
      ends: splitRows(blockRowCount(matrix.rows), matrix.rowPointers, runner.threads),
      work: matrix.values.length * Math.max(1, panels * 8),
      scratchStride: 0,
    };
  }

  /** @param x @param y addresses of the activations: panels `pairPanelBytes` apart, or vectors of `int8VectorBytes` */
  run(x: number, y: number): void {
    this.#called ??= this.#call();
    this.#runner.run(this.#called, x, y);
  }

  #call(): RowCall {
    const { rowPointers, pairOffsets, weights } = this.#weights;
    const rows = ['first row', 'last row'] as const;
    const table = [rowPointers, pairOffsets, weights, ...rows, ...this.#epilogue, 'y'] as const;
    if (this.panels === 0) return rowCall('int8BlocksVector', ['x', ...table], this.#share);
    const [from, to] = [pairPanelBytes(this.cols), pairPanelBytes(this.rows)];
    return rowCall('int8Blocks', ['x', from, this.panels, ...table, to, this.#wide], this.#share);
  }
}

/**
 * float32 panels [panels][features][8] -> 16-bit values in pairs, less their zero point; `panels` 0: one vector.
 * @param xPanelBytes from one float32 panel to the next
 */
export function quantisePanels(
  kernels: WasmExports,
  x: number,
  xPanelBytes: number,
  panels: number,
  features: number,
  range: Int8Range,
  y: number,
): void {
  const { low, high } = int8Limits(range);
  const inverse = 1 / range.scale;
  if (panels === 0) kernels.int8QuantiseVector(x, features, inverse, low, high, y);
  else
    kernels.int8Quantise(x, xPanelBytes, panels, features, inverse, low, high, y, pairPanelBytes(features));
}

/** The reverse of `quantisePanels`, for panels. */
export function dequantisePanels(
  kernels: WasmExports,
  x: number,
  panels: number,
  features: number,
  range: Int8Range,
  y: number,
  yPanelBytes: number,
): void {
  kernels.int8Dequantise(x, pairPanelBytes(features), panels, features, range.scale, y, yPanelBytes);
}
