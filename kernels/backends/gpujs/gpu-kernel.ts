import { type BlockLadder, blockRowCount, segmentsOfLevel } from '../../formats/block-ladder.ts';
import type { DenseMatrix } from '../../formats/dense-matrix.ts';
import { checkOperand, type NetworkKernel } from '../matrix-kernel.ts';
import { createGpu, type Gpu, type GpuMode, type GpuProgram } from './gpu-library.ts';

/** gpu.js holds every number, indices too, as float32. */
const largestIndex = 2 ** 24;

// Sources and not functions: gpu.js parses them, and compilers and test tools rewrite functions. Loops count with
// `+= 1` because WGSL refuses `++` on a float.
const denseSource = `function (w, x, cols, n) {
  let sum = 0;
  for (let c = 0; c < cols; c += 1) sum += w[this.thread.y * cols + c] * x[c * n + this.thread.x];
  return sum;
}`;

const ladderSource = `function (pointers, columns, values, x, segments, stride, n) {
  const blockRow = Math.floor(this.thread.y / 4);
  const inBlock = this.thread.y - blockRow * 4;
  let sum = 0;
  for (let s = 0; s < segments; s += 1) {
    const first = pointers[s * stride + blockRow];
    const end = pointers[s * stride + blockRow + 1];
    for (let b = first; b < end; b += 1) sum += values[b * 4 + inBlock] * x[columns[b] * n + this.thread.x];
  }
  return sum;
}`;

/** The segments of a ladder one after another, sparsest first, as float32. */
interface JoinedLadder {
  /** [levels][stride] positions in the joined blocks. */
  readonly pointers: Float32Array;
  readonly columns: Float32Array;
  readonly values: Float32Array;
  readonly stride: number;
}

/** gpu.js kernels of one mode. @throws Error when the bundle of gpu.js has not been built */
export async function createGpuKernel(mode: GpuMode): Promise<GpuKernel> {
  return new GpuKernel(mode, await createGpu(mode));
}

/** The dense and the ladder kernel on gpu.js. */
export class GpuKernel implements NetworkKernel {
  readonly name: string;
  readonly #gpu: Gpu;
  readonly #dense: GpuProgram;
  readonly #ladder: GpuProgram;
  readonly #joined = new WeakMap<BlockLadder, JoinedLadder>();

  constructor(mode: GpuMode, gpu: Gpu) {
    this.name = `gpujs-${mode}`;
    this.#gpu = gpu;
    const settings = {
      output: [1, 1],
      // Without these two, `webasm` refuses a second call with other sizes.
      dynamicArguments: true,
      dynamicOutput: true,
      // gpu.js leaves a loop whose end it cannot see after 1,000 rounds, and says nothing.
      loopMaxIterations: largestIndex,
    };
    this.#dense = gpu.createKernel(denseSource, settings);
    this.#ladder = gpu.createKernel(ladderSource, settings);
  }

  async dense(weights: DenseMatrix, x: Float32Array, n: number): Promise<Float32Array> {
    checkOperand(weights.cols, x, n);
    if (weights.rows === 0 || weights.cols === 0 || n === 0) return new Float32Array(weights.rows * n);
    checkIndex(Math.max(weights.values.length, x.length, weights.rows * n));
    this.#dense.setOutput([n, weights.rows]);
    return join(await this.#dense(weights.values, x, weights.cols, n), n);
  }

  async ladder(weights: BlockLadder, level: number, x: Float32Array, n: number): Promise<Float32Array> {
    const segments = segmentsOfLevel(weights, level).length;
    checkOperand(weights.cols, x, n);
    if (weights.rows === 0 || weights.cols === 0 || n === 0) return new Float32Array(weights.rows * n);
    const { pointers, columns, values, stride } = this.#join(weights);
    checkIndex(Math.max(values.length, x.length, weights.rows * n));
    this.#ladder.setOutput([n, weights.rows]);
    return join(await this.#ladder(pointers, columns, values, x, segments, stride, n), n);
  }

  /** Frees what gpu.js holds. */
  async destroy(): Promise<void> {
    await this.#gpu.destroy();
  }

  #join(ladder: BlockLadder): JoinedLadder {
    const known = this.#joined.get(ladder);
    if (known) return known;
    const segments = segmentsOfLevel(ladder, ladder.densest);
    const blocks = segments.reduce((sum, segment) => sum + segment.columns.length, 0);
    const stride = blockRowCount(ladder.rows) + 1;
    const joined = {
      pointers: new Float32Array(segments.length * stride),
      // gpu.js has no empty arrays.
      columns: new Float32Array(Math.max(1, blocks)),
      values: new Float32Array(Math.max(4, blocks * 4)),
      stride,
    };
    let at = 0;
    segments.forEach(({ rowPointers, columns, values }, s) => {
      for (let r = 0; r < stride; r++) joined.pointers[s * stride + r] = at + rowPointers[r]!;
      joined.columns.set(columns, at);
      joined.values.set(values, at * 4);
      at += columns.length;
    });
    this.#joined.set(ladder, joined);
    return joined;
  }
}

function checkIndex(length: number): void {
  if (length > largestIndex) {
    throw new RangeError(
      `${length} values; gpu.js counts in float32, so ${largestIndex} is the most: split the matrix`,
    );
  }
}

function join(rows: readonly Float32Array[], n: number): Float32Array {
  const out = new Float32Array(rows.length * n);
  rows.forEach((row, r) => {
    out.set(row, r * n);
  });
  return out;
}
