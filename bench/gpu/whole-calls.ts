import {
  type BlockLadder,
  type CsrMatrix,
  type DenseMatrix,
  type DeviceProduct,
  type GpuKernel,
  matmulCondition,
  matmulReference,
  type WebGpuKernel,
} from '../../kernels/index.ts';
import { expectClose } from '../../kernels/testing/expect-close.ts';
import { type Contestant, interleave, type Timing } from '../lib/interleave.ts';

/** A matrix in one of the three formats, and what it multiplies by. */
export type GpuForm = { readonly name: string; readonly means: DenseMatrix } & (
  | { readonly matrix: DenseMatrix | CsrMatrix; readonly level?: undefined }
  | { readonly matrix: BlockLadder; readonly level: number }
);

/**
 * Times products whose inputs are copied to the device and whose result is read back, one call at a time. WebGPU kernels keep their
 * matrices on the device, and of a prepared product the buffers of inputs and result, too; gpu.js copies everything at each call.
 * @param x [cols][n] @returns as `interleave` @throws Error where a result differs from float64
 */
export async function wholeCalls(
  webGpu: WebGpuKernel,
  gpujs: GpuKernel,
  forms: readonly GpuForm[],
  x: Float32Array,
  n: number,
  rounds: number,
): Promise<Timing[]> {
  const contestants: Contestant[] = [];
  const products: DeviceProduct[] = [];
  const add = async (name: string, { means }: GpuForm, call: () => Promise<Float32Array>) => {
    const [expected, condition] = [matmulReference(means, x, n), matmulCondition(means, x, n)];
    expectClose(await call(), expected, condition, means.cols, name);
    contestants.push({ name, call });
  };
  for (const form of forms) {
    const { name, matrix, level } = form;
    const product = await webGpu.product(matrix, x, n, level === undefined ? {} : { level });
    products.push(product);
    await add(`${name}, prepared product`, form, async () => {
      product.setInput(x);
      const [, y] = await Promise.all([webGpu.run([product]), product.read()]);
      return y;
    });
    for (const kernel of [webGpu, gpujs])
      await add(`${name}, ${kernel.name}`, form, () => {
        if (form.level !== undefined) return kernel.ladder(form.matrix, form.level, x, n);
        return 'rowPointers' in form.matrix ? kernel.csr(form.matrix, x, n) : kernel.dense(form.matrix, x, n);
      });
  }
  const timings = await interleave(contestants, rounds);
  for (const product of products) product.destroy();
  return timings;
}
