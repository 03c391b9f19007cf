import { type BlockLadder, blockHeight, blockRowCount, segmentsOfLevel } from '../../formats/block-ladder.ts';
import type { DenseMatrix } from '../../formats/dense-matrix.ts';
import { checkOperand, type NetworkKernel } from '../matrix-kernel.ts';
import { WasmArena } from './wasm-arena.ts';
import { instantiateKernels, type WasmExports } from './wasm-module.ts';
import { writeDense, writeLadder } from './write-weights.ts';

const lanes = 8;
const laneBytes = lanes * 4;

/**
 * The WebAssembly kernels behind the interface of matrix kernels. Weights and panels are written at each call; the
 * network executor keeps them in place instead.
 */
export class WasmKernel implements NetworkKernel {
  readonly name = 'wasm';
  readonly #arena = new WasmArena();
  readonly #kernels: WasmExports = instantiateKernels(this.#arena.memory);

  dense(weights: DenseMatrix, x: Float32Array, n: number): Float32Array {
    return this.#multiply(weights.rows, weights.cols, x, n, (panels, columnOffsets, out) => {
      const at = writeDense(this.#arena, weights);
      const columns = this.#arena.putIntegers(columnOffsets);
      const { x, xOffsets, scale, bias, y, yOffsets, plane } = this.#write(
        panels,
        out,
        weights.rows,
        weights.cols,
      );
      this.#kernels.dense(
        ...[x, xOffsets, panels.length, columns, weights.cols, at, blockRowCount(weights.rows), scale, bias],
        ...[Number.NEGATIVE_INFINITY, y, yOffsets, plane, this.#arena.allocate(weights.cols * laneBytes)],
      );
      return y;
    });
  }

  ladder(weights: BlockLadder, level: number, x: Float32Array, n: number): Float32Array {
    segmentsOfLevel(weights, level);
    return this.#multiply(weights.rows, weights.cols, x, n, (panels, columnOffsets, out) => {
      const { segments } = writeLadder(this.#arena, weights, columnOffsets);
      const { x, xOffsets, scale, bias, y, yOffsets, plane } = this.#write(
        panels,
        out,
        weights.rows,
        weights.cols,
      );
      this.#kernels.ladder(
        ...[
          x,
          xOffsets,
          panels.length,
          segments,
          weights.levels - level,
          blockRowCount(weights.rows),
          scale,
          bias,
        ],
        ...[Number.NEGATIVE_INFINITY, y, yOffsets, plane],
      );
      return y;
    });
  }

  /** Cuts X into panels of eight columns, lets `run` multiply them, and puts the panels of Y together. */
  #multiply(
    rows: number,
    cols: number,
    x: Float32Array,
    n: number,
    run: (panels: Float32Array[], columnOffsets: number[], outFloats: number) => number,
  ): Float32Array {
    checkOperand(cols, x, n);
    this.#arena.reset();
    const panels = Array.from({ length: Math.ceil(n / lanes) }, (_, p) => {
      const panel = new Float32Array(cols * lanes);
      for (let c = 0; c < cols; c++) {
        panel.set(x.subarray(c * n + p * lanes, c * n + Math.min(n, (p + 1) * lanes)), c * lanes);
      }
      return panel;
    });
    const padded = blockRowCount(rows) * blockHeight;
    const at = run(
      panels,
      Array.from({ length: cols }, (_, c) => c * laneBytes),
      panels.length * padded * lanes,
    );
    const out = new Float32Array(rows * n);
    const tiles = this.#arena.floats(at, panels.length * padded * lanes);
    for (let r = 0; r < rows; r++) {
      for (let j = 0; j < n; j++)
        out[r * n + j] = tiles[(Math.floor(j / lanes) * padded + r) * lanes + (j % lanes)]!;
    }
    return out;
  }

  #write(panels: Float32Array[], outFloats: number, rows: number, cols: number) {
    const padded = blockRowCount(rows) * blockHeight;
    const x = this.#arena.allocate(panels.length * cols * laneBytes);
    panels.forEach((panel, p) => {
      this.#arena.floats(x + p * cols * laneBytes, panel.length).set(panel);
    });
    return {
      x,
      xOffsets: this.#arena.putIntegers(panels.map((_, p) => p * cols * laneBytes)),
      scale: this.#arena.putFloats(new Float32Array(padded).fill(1)),
      bias: this.#arena.putFloats(new Float32Array(padded)),
      y: this.#arena.allocate(outFloats * 4),
      yOffsets: this.#arena.putIntegers(panels.map((_, p) => p * padded * laneBytes)),
      plane: laneBytes,
    };
  }
}
