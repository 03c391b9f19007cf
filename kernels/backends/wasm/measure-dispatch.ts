import type { DenseMatrix } from '../../formats/dense-matrix.ts';
import { packCsr } from '../../formats/pack-csr.ts';
import { packSingleLevel } from '../../formats/pack-single-level.ts';
import { vectorShape } from '../../ops/conv2d/conv2d-shape.ts';
import { matmulCondition, matmulReference } from '../../ops/matmul/reference.ts';
import { Activation } from './activation.ts';
import type { Dispatch } from './dispatch.ts';
import { joinVectors } from './engine-features.ts';
import type { KernelBuild } from './kernel-build.ts';
import { singleRunner } from './kernel-runner.ts';
import { KernelScratch } from './kernel-scratch.ts';
import { type LayerWeights, MatrixLayer } from './matrix-layer.ts';
import { WasmArena } from './wasm-arena.ts';
import { instantiateKernels } from './wasm-module.ts';

const side = 256;
const samples = 32;

/** Numbers without a pattern in [-1, 1): the values do not matter, that they differ does. */
function values(length: number, salt: number): Float32Array {
  return Float32Array.from({ length }, (_, i) => {
    const h = Math.imul((i + salt) ^ ((i + salt) >>> 7), 0x9e3779b1);
    return ((h ^ (h >>> 15)) >>> 0) / 2 ** 31 - 1;
  });
}

/**
 * Tries a build on this machine: every kernel against float64, then which form pays. Takes about 50 ms.
 * @throws Error when a kernel computes something wrong here: the build must not be used
 */
export function measureDispatch(build: KernelBuild): Dispatch {
  const arena = new WasmArena();
  const kernels = instantiateKernels(arena.memory, build);
  const parts = [arena, singleRunner(kernels), new KernelScratch(arena, 1)] as const;
  const dense: DenseMatrix = { rows: side, cols: side, values: values(side * side, 1) };
  const weights: LayerWeights = { dense, ladder: packSingleLevel(dense), csr: packCsr(dense) };
  const trial = (n: number, wide: boolean) => {
    const [x, y] = [activation(arena, n), activation(arena, n)];
    x.write(values(side * n, 7));
    const options = { wide, vectors: true };
    const layer = new MatrixLayer(...parts, weights, vectorShape(side), {}, x.layout, y.layout, options);
    const forms = {
      dense: () => layer.dense(x.address, y.address),
      ladder: () => layer.ladder(x.address, y.address, 0),
      csr: () => layer.csr(x.address, y.address),
    };
    for (const [name, run] of Object.entries(forms)) {
      run();
      check(dense, x.read(), y.read(), n, `${build} build, ${name}, ${n} samples${wide ? ', wide' : ''}`);
    }
    return { dense: quickest(forms.dense), ladder: quickest(forms.ladder) };
  };
  const narrow = trial(samples, false);
  const joined = build === 'fast' && joinVectors() ? trial(samples, true) : null;
  const wide = joined !== null && joined.ladder < narrow.ladder;
  const panels = wide ? joined : narrow;
  const vector = trial(1, wide);
  return {
    wide,
    denseFrom: { panels: panels.dense / panels.ladder, vector: vector.dense / vector.ladder },
  };
}

function activation(arena: WasmArena, n: number): Activation {
  return new Activation(arena, { channels: side, height: 1, width: 1 }, n);
}

/** Best of some calls in milliseconds, after the engine had time to compile for speed. */
function quickest(run: () => void): number {
  let best = Number.POSITIVE_INFINITY;
  const start = performance.now();
  for (let calls = 0; calls < 20 || performance.now() - start < 6; calls++) {
    const from = performance.now();
    run();
    best = Math.min(best, performance.now() - from);
  }
  return best;
}

/** @param x [n][cols] @param y [n][rows] */
function check(weights: DenseMatrix, x: Float32Array, y: Float32Array, n: number, what: string): void {
  const transposed = Float32Array.from(x, (_, i) => x[(i % n) * side + Math.floor(i / n)]!);
  const expected = matmulReference(weights, transposed, n);
  const condition = matmulCondition(weights, transposed, n);
  for (let i = 0; i < expected.length; i++) {
    const found = y[(i % n) * side + Math.floor(i / n)]!;
    if (!(Math.abs(found - expected[i]!) <= 2 * (side + 2) * 2 ** -24 * condition[i]!)) {
      throw new Error(`${what}: value ${i} is ${found}, expected ${expected[i]}`);
    }
  }
}
