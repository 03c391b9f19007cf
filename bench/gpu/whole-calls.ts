import {
  type BlockLadder,
  type CsrMatrix,
  type DenseMatrix,
  KernelSession,
  type MatrixKernel,
  matmulCondition,
  matmulReference,
} from '../../kernels/index.ts';
import { expectClose } from '../../kernels/testing/expect-close.ts';
import { type Contestant, interleave, type Timing } from '../lib/interleave.ts';

/** A matrix in one of the three formats, and what it multiplies by. */
export type GpuForm = { readonly name: string; readonly means: DenseMatrix } & (
  | { readonly matrix: DenseMatrix | CsrMatrix; readonly level?: undefined }
  | { readonly matrix: BlockLadder; readonly level: number }
);

/**
 * Times products whose inputs are copied to the device and whose result is read back, one call at a time, and the same on one thread
 * of the processor (ladder). WebGPU kernels keep their matrices on the device; gpu.js copies them at each call.
 * @param x [cols][n] @returns as `interleave` @throws Error where a result differs from float64
 */
export async function wholeCalls(
  kernels: readonly MatrixKernel[],
  forms: readonly GpuForm[],
  x: Float32Array,
  n: number,
  rounds: number,
): Promise<Timing[]> {
  const contestants: Contestant[] = [];
  const add = async (name: string, { means }: GpuForm, call: () => Float32Array | Promise<Float32Array>) => {
    const [expected, condition] = [matmulReference(means, x, n), matmulCondition(means, x, n)];
    expectClose(await call(), expected, condition, means.cols, name);
    contestants.push({ name, call });
  };
  for (const kernel of kernels)
    for (const form of forms)
      await add(`${kernel.name}, ${form.name}`, form, () => {
        if (form.level !== undefined) return kernel.ladder!(form.matrix, form.level, x, n);
        return 'rowPointers' in form.matrix
          ? kernel.csr!(form.matrix, x, n)
          : kernel.dense!(form.matrix, x, n);
      });
  for (const form of forms) {
    if (form.level === undefined) continue;
    const { rows, cols } = form.means;
    const session = await KernelSession.open({ mode: 'fast' });
    const input = session.activation({ channels: cols, height: 1, width: 1 }, n);
    const layer = session.layer({ weights: { format: 'block-ladder', matrix: form.matrix }, input });
    const samples = transposed(x, cols, n);
    await add(`one thread, ${form.name}`, form, () => {
      input.write(samples);
      layer.run(form.level);
      return transposed(layer.output.read(), n, rows);
    });
  }
  return interleave(contestants, rounds);
}

/** [rows][columns] as [columns][rows]. */
function transposed(values: Float32Array, rows: number, columns: number): Float32Array {
  const turned = new Float32Array(values.length);
  for (let r = 0; r < rows; r++)
    for (let c = 0; c < columns; c++) turned[c * rows + r] = values[r * columns + c]!;
  return turned;
}
