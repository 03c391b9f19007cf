import { blockHeight, blockRowCount } from '../../formats/block-ladder.ts';
import type { Int8BlockMatrix } from '../../formats/int8-block-matrix.ts';
import { type Int8Range, int8Limits } from '../../ops/quantise/int8-range.ts';
import { checkInt8Columns, type Int8Epilogue, writeInt8Epilogue } from './int8-epilogue.ts';
import type { KernelRunner } from './kernel-runner.ts';
import { type RowCall, rowCall } from './row-call.ts';
import { splitRows } from './split-rows.ts';
import type { WasmArena } from './wasm-arena.ts';
import type { WasmExports } from './wasm-module.ts';

/**
 * Whether the relaxed dot product of these kernels (the fast build) takes any unsigned byte and saturates nothing, as
 * with AVX-VNNI. Elsewhere its result is another one, or the build has none: then `Int8BlockLayer` computes.
 */
export function hasByteDot(kernels: WasmExports): boolean {
  const cases = [
    [127, 255],
    [-128, 255],
    [-127, 128],
    [127, 127],
    [1, 200],
  ] as const;
  return cases.every(([weight, x]) => kernels.int8ByteProbe(weight, x, 5) === 4 * weight * x + 5);
}

/** Bytes of one byte panel, [ceil(features / 2)][16][2], with whole blocks of four rows written into it. */
export function bytePanelBytes(features: number): number {
  return blockRowCount(features) * blockHeight * 16;
}

/**
 * The product of `Int8BlockLayer`, to the same integers, on activations of one byte in panels of sixteen right-hand
 * sides: for engines with `hasByteDot`, and worth it where they join vectors (`joinVectors`).
 */
export class Int8ByteLayer {
  readonly rows: number;
  readonly cols: number;
  /** Panels of sixteen. */
  readonly panels: number;
  readonly #runner: KernelRunner;
  readonly #weights: { rowPointers: number; pairOffsets: number; weights: number };
  readonly #epilogue: readonly number[];
  readonly #share: Pick<RowCall, 'ends' | 'work' | 'scratchStride'>;
  #called: RowCall | undefined;

  /** @param input @param output ranges of the activations: bytes hold q with its zero point @throws RangeError */
  constructor(
    arena: WasmArena,
    runner: KernelRunner,
    matrix: Int8BlockMatrix,
    epilogue: Int8Epilogue,
    input: Int8Range,
    output: Int8Range,
    panels: number,
  ) {
    checkInt8Columns(matrix.cols);
    this.rows = matrix.rows;
    this.cols = matrix.cols;
    this.panels = panels;
    this.#runner = runner;
    this.#weights = writeByteBlocks(arena, matrix);
    const at = writeInt8Epilogue(arena, epilogue, matrix.rows, 1);
    // Sums of w q are larger than sums of w (q - zero point) by a number a row. Modulo 2^32 nothing is lost.
    const biases = new Int32Array(arena.memory.buffer, at.bias, this.rows);
    rowSums(matrix).forEach((sum, r) => {
      biases[r]! -= input.zeroPoint * sum;
    });
    this.#epilogue = [at.bias, at.multiplier, epilogue.low, epilogue.high, output.zeroPoint];
    this.#share = {
      ends: splitRows(blockRowCount(matrix.rows), matrix.rowPointers, runner.threads),
      work: matrix.values.length * panels * 16,
      scratchStride: 0,
    };
  }

  /** @param x @param y addresses of the activations, panels `bytePanelBytes` apart */
  run(x: number, y: number): void {
    this.#called ??= this.#call();
    this.#runner.run(this.#called, x, y);
  }

  #call(): RowCall {
    const { rowPointers, pairOffsets, weights } = this.#weights;
    const table = [rowPointers, pairOffsets, weights, 'first row', 'last row', ...this.#epilogue] as const;
    const [from, to] = [bytePanelBytes(this.cols), bytePanelBytes(this.rows)];
    return rowCall('int8ByteBlocks', ['x', from, this.panels, ...table, 'y', to], this.#share);
  }
}

function rowSums({ rows, rowPointers, values }: Int8BlockMatrix): Int32Array {
  const sums = new Int32Array(rows);
  for (let r = 0; r + 1 < rowPointers.length; r++) {
    for (let b = rowPointers[r]!; b < rowPointers[r + 1]!; b++) {
      for (let i = 0; i < 2 * blockHeight; i++) {
        const row = r * blockHeight + (i >> 1);
        if (row < rows) sums[row]! += values[b * 2 * blockHeight + i]!;
      }
    }
  }
  return sums;
}

/** The blocks of a row two by two, [pairs of blocks][4 rows][4 columns]; a last odd one meets weights of 0. */
function writeByteBlocks(arena: WasmArena, { rowPointers, pairs, values }: Int8BlockMatrix) {
  const twos = new Uint32Array(rowPointers.length);
  for (let r = 0; r + 1 < rowPointers.length; r++) {
    twos[r + 1] = twos[r]! + Math.ceil((rowPointers[r + 1]! - rowPointers[r]!) / 2);
  }
  const offsets = new Uint32Array(twos.at(-1)! * 2);
  const weights = new Uint8Array(twos.at(-1)! * 16);
  for (let r = 0; r + 1 < rowPointers.length; r++) {
    for (let b = rowPointers[r]!; b < rowPointers[r + 1]!; b++) {
      const side = (b - rowPointers[r]!) & 1;
      const two = twos[r]! + ((b - rowPointers[r]!) >> 1);
      offsets[2 * two + side] = pairs[b]! * 32;
      if (side === 0) offsets[2 * two + 1] = pairs[b]! * 32;
      for (let i = 0; i < 8; i++) weights[16 * two + (i >> 1) * 4 + 2 * side + (i & 1)] = values[8 * b + i]!;
    }
  }
  return {
    rowPointers: arena.putIntegers(twos),
    pairOffsets: arena.putIntegers(offsets),
    weights: arena.putBytes(weights),
  };
}

/**
 * float32 panels of eight, [panels][features][8] -> byte panels, two of them in each.
 * @param xPanelBytes from one float32 panel to the next
 */
export function quantiseBytes(
  kernels: WasmExports,
  x: number,
  xPanelBytes: number,
  panels: number,
  features: number,
  range: Int8Range,
  y: number,
): void {
  const { low, high } = int8Limits(range);
  const { scale, zeroPoint } = range;
  const to = [y, bytePanelBytes(features)];
  kernels.int8ByteQuantise(x, xPanelBytes, panels, features, 1 / scale, low, high, zeroPoint, ...to);
}

/** The reverse of `quantiseBytes`. */
export function dequantiseBytes(
  kernels: WasmExports,
  x: number,
  panels: number,
  features: number,
  { scale, zeroPoint }: Int8Range,
  y: number,
  yPanelBytes: number,
): void {
  const from = [x, bytePanelBytes(features), panels, features];
  kernels.int8ByteDequantise(...from, scale, zeroPoint, y, yPanelBytes);
}
