import { type BlockLadder, segmentsOfLevel } from '../../formats/block-ladder.ts';
import type { ColumnBlockLadder } from '../../formats/column-block-ladder.ts';
import type { CsrMatrix } from '../../formats/csr-matrix.ts';
import type { DenseMatrix } from '../../formats/dense-matrix.ts';
import type { NmMatrix } from '../../formats/nm-matrix.ts';
import { packCsr } from '../../formats/pack-csr.ts';
import type { TallBlockMatrix } from '../../formats/tall-block-matrix.ts';
import { unpackNm } from '../../formats/unpack-nm.ts';
import { vectorShape } from '../../ops/conv2d/conv2d-shape.ts';
import { checkOperand, type NetworkKernel } from '../matrix-kernel.ts';
import { type ActivationLayout, activationLayout } from './activation-layout.ts';
import { joinVectors } from './engine-features.ts';
import { GatedLayer } from './gated-layer.ts';
import type { KernelBuild } from './kernel-build.ts';
import { singleRunner } from './kernel-runner.ts';
import { KernelScratch } from './kernel-scratch.ts';
import { type LayerWeights, MatrixLayer } from './matrix-layer.ts';
import { readPanels, writePanels } from './panels.ts';
import { WasmArena } from './wasm-arena.ts';
import { instantiateKernels, type WasmExports } from './wasm-module.ts';

/**
 * The WebAssembly kernels behind the interface of matrix kernels. Weights and panels are written at each call; a
 * kernel session keeps them in place instead.
 */
export class WasmKernel implements NetworkKernel {
  readonly name: string;
  readonly #arena = new WasmArena();
  readonly #kernels: WasmExports;
  readonly #wide: boolean;

  constructor(build: KernelBuild = 'reproducible') {
    this.name = build === 'reproducible' ? 'wasm' : `wasm-${build}`;
    this.#wide = build === 'fast' && joinVectors();
    this.#kernels = instantiateKernels(this.#arena.memory, build);
  }

  dense(weights: DenseMatrix, x: Float32Array, n: number): Float32Array {
    return this.#multiply({ dense: weights }, weights, x, n, (layer, from, to) => layer.dense(from, to));
  }

  ladder(weights: BlockLadder, level: number, x: Float32Array, n: number): Float32Array {
    segmentsOfLevel(weights, level);
    return this.#multiply({ ladder: weights }, weights, x, n, (layer, from, to) =>
      layer.ladder(from, to, level),
    );
  }

  csr(weights: CsrMatrix, x: Float32Array, n: number): Float32Array {
    return this.#multiply({ csr: weights }, weights, x, n, (layer, from, to) => layer.csr(from, to));
  }

  /** As compressed rows. */
  nm(weights: NmMatrix, x: Float32Array, n: number): Float32Array {
    return this.csr(packCsr(unpackNm(weights)), x, n);
  }

  columns(weights: ColumnBlockLadder, level: number, x: Float32Array, threshold: number): Float32Array {
    const { rows, cols } = weights;
    checkOperand(cols, x, 1);
    const arena = this.#arena;
    arena.reset();
    const [input, output] = [cols, rows].map((channels) =>
      activationLayout({ channels, height: 1, width: 1 }, 1),
    ) as [ActivationLayout, ActivationLayout];
    const [from, to] = [arena.allocate(input.bytes), arena.allocate(output.bytes)];
    const layer = new GatedLayer(arena, this.#kernels, weights, vectorShape(cols), {}, input, output);
    arena.floats(from, cols).set(x);
    layer.run(from, to, level, threshold);
    return arena.floats(to, rows).slice();
  }

  tall(weights: TallBlockMatrix, x: Float32Array): Float32Array {
    return this.#multiply({ tall: weights }, weights, x, 1, (layer, from, to) => layer.tall(from, to));
  }

  #multiply(
    weights: LayerWeights,
    { rows, cols }: { readonly rows: number; readonly cols: number },
    x: Float32Array,
    n: number,
    run: (layer: MatrixLayer, from: number, to: number) => void,
  ): Float32Array {
    checkOperand(cols, x, n);
    if (n === 0) return new Float32Array(0);
    const arena = this.#arena;
    arena.reset();
    const single = n === 1;
    const layoutOf = (channels: number) =>
      activationLayout({ channels, height: 1, width: 1 }, single ? 1 : 8, {
        groups: single ? 1 : Math.ceil(n / 8),
      });
    const input = layoutOf(cols);
    const output = layoutOf(rows);
    const [from, to] = [arena.allocate(input.bytes), arena.allocate(output.bytes)];
    const runner = singleRunner(this.#kernels);
    const options = { wide: this.#wide, vectors: true };
    const scratch = new KernelScratch(arena, 1);
    const layer = new MatrixLayer(
      arena,
      runner,
      scratch,
      weights,
      vectorShape(cols),
      {},
      input,
      output,
      options,
    );
    void scratch.address;
    if (single) arena.floats(from, cols).set(x);
    else writePanels(new Float32Array(arena.memory.buffer), from, input, x, n);
    run(layer, from, to);
    if (single) return arena.floats(to, rows).slice();
    return readPanels(new Float32Array(arena.memory.buffer), to, output, n);
  }
}
