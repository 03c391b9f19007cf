import { type BlockLadder, segmentsOfLevel } from '../../formats/block-ladder.ts';
import type { CsrMatrix } from '../../formats/csr-matrix.ts';
import type { DenseMatrix } from '../../formats/dense-matrix.ts';
import { BackendUnavailableError } from '../backend-unavailable-error.ts';
import { checkMatrix } from '../check-matrix.ts';
import { joinSegments } from '../join-segments.ts';
import { checkOperand, type NetworkKernel } from '../matrix-kernel.ts';
import { DeviceLostError } from '../webgpu/device-lost-error.ts';
import type { DeviceOptions } from '../webgpu/device-options.ts';
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

const csrSource = `function (pointers, columns, values, x, n) {
  let sum = 0;
  const first = pointers[this.thread.y];
  const end = pointers[this.thread.y + 1];
  for (let e = first; e < end; e += 1) sum += values[e] * x[columns[e] * n + this.thread.x];
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

/** Pointers, columns and values as float32, which is all that gpu.js knows. */
type FloatMatrix = Readonly<Record<'pointers' | 'columns' | 'values', Float32Array>>;

/**
 * gpu.js kernels of one mode.
 * @throws BackendUnavailableError when the mode cannot run here, Error when the bundle of gpu.js has not been built
 */
export async function createGpuKernel(mode: GpuMode, options: DeviceOptions = {}): Promise<GpuKernel> {
  return new GpuKernel(mode, await createGpu(mode), options);
}

/**
 * The dense, the CSR and the ladder kernel on gpu.js. Operands must stay as they are until the promise settles. It
 * rejects with BackendUnavailableError where gpu.js falls back to another mode, and with DeviceLostError where the device
 * is lost or does not answer.
 */
export class GpuKernel implements NetworkKernel {
  readonly name: string;
  readonly #mode: GpuMode;
  readonly #timeoutMs: number;
  readonly #gpu: Gpu;
  readonly #dense: GpuProgram;
  readonly #csr: GpuProgram;
  readonly #ladder: GpuProgram;
  #last: Promise<unknown> = Promise.resolve();
  readonly #packed = new WeakMap<CsrMatrix, FloatMatrix>();
  readonly #joined = new WeakMap<BlockLadder, FloatMatrix & { readonly stride: number }>();

  /** @param timeoutMs for the mode `webgpu`, the only one that does not compute at once */
  constructor(mode: GpuMode, gpu: Gpu, { timeoutMs = 60_000 }: DeviceOptions = {}) {
    this.name = `gpujs-${mode}`;
    this.#mode = mode;
    this.#timeoutMs = timeoutMs;
    this.#gpu = gpu;
    const settings = {
      output: [1, 1],
      // Without these two, `webasm` refuses a second call with other sizes.
      dynamicArguments: true,
      dynamicOutput: true,
      // gpu.js leaves a loop whose end it cannot see after 1,000 rounds, and says nothing.
      loopMaxIterations: largestIndex,
      // Graphics modes otherwise pack results into bytes.
      precision: 'single',
    };
    this.#dense = gpu.createKernel(denseSource, settings);
    this.#csr = gpu.createKernel(csrSource, settings);
    this.#ladder = gpu.createKernel(ladderSource, settings);
  }

  async dense(weights: DenseMatrix, x: Float32Array, n: number): Promise<Float32Array> {
    checkMatrix(weights);
    checkOperand(weights.cols, x, n);
    if (weights.rows === 0 || weights.cols === 0 || n === 0) return new Float32Array(weights.rows * n);
    checkIndex(Math.max(weights.values.length, x.length, weights.rows * n));
    return this.#run(this.#dense, weights.rows, n, weights.values, x, weights.cols, n);
  }

  async csr(weights: CsrMatrix, x: Float32Array, n: number): Promise<Float32Array> {
    checkMatrix(weights);
    checkOperand(weights.cols, x, n);
    if (weights.rows === 0 || weights.cols === 0 || n === 0) return new Float32Array(weights.rows * n);
    const { pointers, columns, values } = this.#pack(weights);
    checkIndex(Math.max(pointers.length, values.length, x.length, weights.rows * n));
    return this.#run(this.#csr, weights.rows, n, pointers, columns, values, x, n);
  }

  async ladder(weights: BlockLadder, level: number, x: Float32Array, n: number): Promise<Float32Array> {
    const segments = segmentsOfLevel(weights, level).length;
    checkOperand(weights.cols, x, n);
    if (weights.rows === 0 || weights.cols === 0 || n === 0) return new Float32Array(weights.rows * n);
    const { pointers, columns, values, stride } = this.#join(weights);
    checkIndex(Math.max(pointers.length, values.length, x.length, weights.rows * n));
    return this.#run(this.#ladder, weights.rows, n, pointers, columns, values, x, segments, stride, n);
  }

  /** Frees what gpu.js holds. */
  async destroy(): Promise<void> {
    await this.#gpu.destroy();
  }

  /** One call at a time: the size of its output is a state of the program. */
  #run(
    program: GpuProgram,
    rows: number,
    n: number,
    ...args: (Float32Array | number)[]
  ): Promise<Float32Array> {
    const call = this.#last.then(async () => {
      program.setOutput([n, rows]);
      const out = join(await this.#answer(program, args), n);
      const running = program.kernel;
      const ran = running.constructor.mode;
      // Both OpenGL modes of gpu.js call themselves "gpu".
      if (ran !== (this.#mode === 'headlessgl' ? 'gpu' : this.#mode)) {
        throw new BackendUnavailableError(
          this.name,
          `gpu.js fell back to its mode "${ran}" (${running.fallbackReason ?? 'no reason given'})`,
          'choose that mode or another by name',
        );
      }
      return out;
    });
    this.#last = call.catch(() => {});
    return call;
  }

  async #answer(program: GpuProgram, args: readonly (Float32Array | number)[]): Promise<Float32Array[]> {
    if (this.#mode !== 'webgpu') return program(...args);
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<never>((_, reject) => {
      const tell = () =>
        reject(new DeviceLostError(this.name, 'timeout', `no answer in ${this.#timeoutMs} ms`));
      timer = setTimeout(tell, this.#timeoutMs);
    });
    try {
      return await Promise.race([program(...args), late]);
    } catch (error) {
      const { name, message } = error as Error;
      // A map that was pending is aborted; later calls are told of the loss.
      if (name !== 'AbortError' && !/device was lost/.test(message)) throw error;
      throw new DeviceLostError(this.name, 'unknown', message || 'its driver took back a result', {
        cause: error,
      });
    } finally {
      clearTimeout(timer);
    }
  }

  #pack(csr: CsrMatrix): FloatMatrix {
    const known = this.#packed.get(csr);
    if (known) return known;
    const packed = toFloats({ pointers: csr.rowPointers, columns: csr.columns, values: csr.values });
    this.#packed.set(csr, packed);
    return packed;
  }

  #join(ladder: BlockLadder): FloatMatrix & { readonly stride: number } {
    const known = this.#joined.get(ladder);
    if (known) return known;
    const segments = joinSegments(ladder);
    const joined = { ...toFloats(segments), stride: segments.stride };
    this.#joined.set(ladder, joined);
    return joined;
  }
}

function toFloats(
  matrix: Readonly<Record<'pointers' | 'columns' | 'values', ArrayLike<number>>>,
): FloatMatrix {
  // gpu.js has no empty arrays.
  const float = (found: ArrayLike<number>) =>
    found.length > 0 ? Float32Array.from(found) : new Float32Array(1);
  return { pointers: float(matrix.pointers), columns: float(matrix.columns), values: float(matrix.values) };
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
