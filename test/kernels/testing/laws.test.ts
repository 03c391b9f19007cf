import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  createGpuKernel,
  type GpuKernel,
  type MatrixKernel,
  referenceKernel,
  WasmKernel,
} from '../../../kernels/index.ts';
import { checkKernel, kernelLaws } from '../../../kernels/testing/index.ts';

const kernels = new Map<string, { kernel: MatrixKernel; numRuns: number }>();
const gpuKernels: GpuKernel[] = [];

beforeAll(async () => {
  kernels.set('reference', { kernel: referenceKernel, numRuns: 60 });
  kernels.set('wasm', { kernel: new WasmKernel(), numRuns: 200 });
  for (const mode of ['cpu', 'webasm'] as const) {
    const kernel = await createGpuKernel(mode);
    gpuKernels.push(kernel);
    kernels.set(`gpujs-${mode}`, { kernel, numRuns: 15 });
  }
});

afterAll(async () => {
  for (const kernel of gpuKernels) await kernel.destroy();
});

describe.each(['reference', 'wasm', 'gpujs-cpu', 'gpujs-webasm'])('kernel %s', (name) => {
  test.each(kernelLaws)('obeys: $name', async (law) => {
    const { kernel, numRuns } = kernels.get(name)!;
    await law.check(kernel, { seed: 42, numRuns });
  });

  test('agrees on more columns than gpu.js runs a loop by default (1,000)', async () => {
    const { kernel } = kernels.get(name)!;
    const weights = { rows: 5, cols: 1100, values: new Float32Array(5500).fill(1) };
    const x = new Float32Array(1100 * 3).fill(1);
    expect([...(await kernel.dense(weights, x, 3))]).toEqual(new Array(15).fill(1100));
  });
});

/** A kernel with one thing wrong, made from the right one. */
function broken(change: Partial<MatrixKernel>): MatrixKernel {
  return { name: 'broken', dense: referenceKernel.dense, ladder: referenceKernel.ladder, ...change };
}

describe('the laws catch', () => {
  test.each([
    ['a ladder that ignores the level', { ladder: (w, _level, x, n) => referenceKernel.ladder(w, 0, x, n) }],
    [
      'a lost last row',
      {
        dense: async (w, x, n) => {
          const y = await referenceKernel.dense(w, x, n);
          return y.fill(0, Math.max(0, y.length - n));
        },
      },
    ],
    [
      'a saturated result',
      { dense: async (w, x, n) => (await referenceKernel.dense(w, x, n)).map((v) => Math.min(v, 2)) },
    ],
    ['a bias', { dense: async (w, x, n) => (await referenceKernel.dense(w, x, n)).map((v) => v + 1e-3) }],
    ['a result of the wrong size', { dense: (w, _x, n) => new Float32Array(w.rows * n + 1) }],
    ['not a number', { ladder: (w, _level, _x, n) => new Float32Array(w.rows * n).fill(Number.NaN) }],
  ] satisfies [string, Partial<MatrixKernel>][])('%s', async (_what, change) => {
    await expect(checkKernel(broken(change), { numRuns: 60 })).rejects.toThrow(
      /kernel broken breaks the law/,
    );
  });
});
