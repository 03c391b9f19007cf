import {
  convertMatrix,
  type DenseMatrix,
  type KernelSession,
  packCsr,
  packSingleLevel,
  type SessionLayer,
  type SparseMatrix,
} from '../../kernels/index.ts';
import { type Contestant, interleave, type Timing } from '../lib/interleave.ts';
import { matmulChain } from '../lib/onnx-chain.ts';
import { nativeSession, webSession } from '../lib/peers.ts';
import { blockSparse, randomValues } from '../lib/random-matrix.ts';
import type { Tf } from '../lib/tfjs.ts';
import { chainLength, chainShapes, type Shape, sparsities } from './shapes.ts';

/** Time of one product (a chain's, divided by its length). */
export interface Row {
  readonly kernel: string;
  readonly sparsity: number;
  readonly p20Us: number;
  readonly medianUs: number;
}

export interface Sessions {
  readonly fast: KernelSession;
  readonly reproducible: KernelSession;
  readonly tf: Tf;
}

/** All kernels and peers on one shape, interleaved; every one's output is checked first. */
export async function measureMatmul(
  shape: Shape,
  n: number,
  sessions: Sessions,
  rounds: number,
): Promise<Row[]> {
  const dims = chainShapes(shape);
  const x = randomValues(n * shape.cols, 5);
  const contestants: (Contestant & { sparsity: number })[] = [];
  const add = (name: string, sparsity: number, call: () => unknown) =>
    contestants.push({ name, sparsity, call });

  const dense = dims.map((d, i) => blockSparse(d.rows, d.cols, 0, [1, 1], 100 + i));
  const expected = sampleReference(dense, x, n);
  for (const [name, open] of [
    ['onnxruntime-node', nativeSession],
    ['onnxruntime-web', webSession],
  ] as const) {
    const { ort, session } = await open(matmulChain(dense, n));
    const feeds = { x: new ort.Tensor('float32', x, [n, shape.cols]) };
    expected.check((await session.run(feeds))['y']!.data, name);
    add(name, 0, () => session.run(feeds));
  }
  const { tf } = sessions;
  const input = tf.tensor2d(x, [n, shape.cols]);
  const factors = dense.map((m) => tf.tensor2d(transpose(m), [m.cols, m.rows]));
  const multiply = () => factors.reduce((h, w) => tf.matMul(h, w), input);
  expected.check(
    tf.tidy(() => multiply().dataSync()),
    'tfjs-wasm',
  );
  add('tfjs-wasm', 0, () => tf.tidy(() => void multiply()));

  const ours = (
    kernel: string,
    session: KernelSession,
    sparsity: number,
    matrices: readonly SparseMatrix[],
    plain: readonly DenseMatrix[],
  ) => {
    const layers = chain(session, matrices, x, n);
    const run = () => {
      for (const layer of layers) layer.run();
    };
    run();
    sampleReference(plain, x, n).check(layers.at(-1)!.output.read(), `${kernel} at ${sparsity}`);
    add(kernel, sparsity, run);
  };
  const denseForm = dense.map((matrix): SparseMatrix => ({ format: 'dense', matrix }));
  ours('own dense', sessions.fast, 0, denseForm, dense);
  ours('own dense, reproducible', sessions.reproducible, 0, denseForm, dense);
  for (const sparsity of sparsities) {
    const blocks = dims.map((d, i) => blockSparse(d.rows, d.cols, sparsity, [4, 1], 200 + i));
    const ladders = blocks.map((m): SparseMatrix => ({ format: 'block-ladder', matrix: packSingleLevel(m) }));
    ours('4x1 blocks', sessions.fast, sparsity, ladders, blocks);
    if (sparsity >= 0.5) ours('4x1 blocks, reproducible', sessions.reproducible, sparsity, ladders, blocks);
    if (sparsity >= 0.5) {
      const scattered = dims.map((d, i) => blockSparse(d.rows, d.cols, sparsity, [1, 1], 300 + i));
      ours(
        'CSR',
        sessions.fast,
        sparsity,
        scattered.map((m) => ({ format: 'csr', matrix: packCsr(m) })),
        scattered,
      );
    }
    if (n === 1) {
      const tall = dims.map((d, i) => blockSparse(d.rows, d.cols, sparsity, [8, 1], 400 + i));
      const packed = tall.map((m): SparseMatrix => {
        const matrix = packSingleLevel(m);
        return convertMatrix({ format: 'block-ladder', matrix }, 'tall-block');
      });
      ours('8x1 blocks', sessions.fast, sparsity, packed, tall);
    }
  }
  const timings: Timing[] = await interleave(contestants, rounds);
  for (const t of [input, ...factors]) t.dispose();
  return timings.map(({ name, p20Us, medianUs }, i) => ({
    kernel: name,
    sparsity: contestants[i]!.sparsity,
    p20Us: p20Us / chainLength,
    medianUs: medianUs / chainLength,
  }));
}

/** Layers of a session one after another, the first one's input filled. */
export function chain(
  session: KernelSession,
  matrices: readonly SparseMatrix[],
  x: Float32Array,
  n: number,
): SessionLayer[] {
  const first = session.activation({ channels: matrices[0]!.matrix.cols, height: 1, width: 1 }, n);
  first.write(x);
  const layers: SessionLayer[] = [];
  for (const weights of matrices)
    layers.push(session.layer({ weights, input: layers.at(-1)?.output ?? first }));
  return layers;
}

/** Some samples through the chain in float64; every output of theirs must agree to 1e-4 of the largest. */
export function sampleReference(matrices: readonly DenseMatrix[], x: Float32Array, n: number) {
  const picked = [...new Set([0, Math.floor(n / 2), n - 1])];
  const width = matrices[0]!.cols;
  const outputs = picked.map((j) => {
    let h = Float64Array.from(x.subarray(j * width, (j + 1) * width));
    for (const { rows, cols, values } of matrices) {
      const y = new Float64Array(rows);
      for (let r = 0; r < rows; r++) {
        let sum = 0;
        for (let c = 0; c < cols; c++) sum += values[r * cols + c]! * h[c]!;
        y[r] = sum;
      }
      h = y;
    }
    return h;
  });
  return {
    /** @param y [n][rows of the last] */
    check(y: ArrayLike<number>, what: string): void {
      outputs.forEach((output, k) => {
        const largest = output.reduce((most, v) => Math.max(most, Math.abs(v)), 0);
        output.forEach((v, r) => {
          const found = y[picked[k]! * output.length + r]!;
          if (!(Math.abs(found - v) <= 1e-4 * largest)) {
            throw new Error(`${what}: sample ${picked[k]}, output ${r} is ${found}, expected ${v}`);
          }
        });
      });
    },
  };
}

function transpose({ rows, cols, values }: DenseMatrix): Float32Array {
  const out = new Float32Array(rows * cols);
  for (let r = 0; r < rows; r++) for (let c = 0; c < cols; c++) out[c * rows + r] = values[r * cols + c]!;
  return out;
}
