import fc from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';
import type { Gpu, GpuProgram } from '../../../../kernels/backends/gpujs/gpu-library.ts';
import { packCsr } from '../../../../kernels/formats/pack-csr.ts';
import {
  BackendUnavailableError,
  createGpuKernel,
  FormatError,
  GpuKernel,
  gpuModes,
  matmulCondition,
  matmulReference,
} from '../../../../kernels/index.ts';
import { checkKernel, expectClose, matrixCase } from '../../../../kernels/testing/index.ts';
import { flushingKernel } from '../../../helpers/flushing-kernel.ts';
import { orReason } from '../../../helpers/or-reason.ts';

const kernels = new Map<string, GpuKernel | null>();
for (const mode of gpuModes) kernels.set(mode, await orReason(() => createGpuKernel(mode)));
afterAll(async () => {
  for (const kernel of kernels.values()) await kernel?.destroy();
});

describe.each(gpuModes)('gpu.js, mode %s', (mode) => {
  const kernel = kernels.get(mode)!;
  const lawful = kernel && flushingKernel(kernel);

  // The other two modes are put to the laws, with IEEE arithmetic, in testing/laws.test.ts.
  if (mode === 'headlessgl' || mode === 'webgpu') {
    it.skipIf(!kernel)('obeys the laws', async () => {
      await checkKernel(lawful, { seed: 42, numRuns: 10 });
    });
  }

  it.skipIf(!kernel)('agrees with float64 on any CSR matrix', async () => {
    await fc.assert(
      fc.asyncProperty(matrixCase, async ({ weights, x, n }) => {
        const found = await lawful.csr(packCsr(weights), x, n);
        expectClose(
          found,
          matmulReference(weights, x, n),
          matmulCondition(weights, x, n),
          weights.cols,
          'CSR',
        );
      }),
      { seed: 42, numRuns: 15 },
    );
  });

  it.skipIf(!kernel)('runs loops past the 1,000 rounds at which gpu.js ends them by default', async () => {
    const weights = { rows: 5, cols: 1100, values: new Float32Array(5500).fill(1) };
    const found = await kernel.csr(packCsr(weights), new Float32Array(1100 * 3).fill(1), 3);
    expect([...found]).toEqual(new Array(15).fill(1100));
  });

  it.skipIf(!kernel)('answers calls of several sizes at once', async () => {
    const weights = { rows: 3, cols: 2, values: Float32Array.from([1, 2, 3, 4, 5, 6]) };
    const calls = [1, 4, 2].map((n) => kernel.dense(weights, new Float32Array(2 * n).fill(1), n));
    for (const [i, n] of [1, 4, 2].entries())
      expect([...(await calls[i]!)]).toEqual([3, 7, 11].flatMap((sum) => new Array(n).fill(sum)));
  });

  it.skipIf(!kernel)('refuses operands that do not fit', async () => {
    const weights = { rows: 3, cols: 2, values: new Float32Array(6).fill(1) };
    await expect(kernel.dense(weights, new Float32Array(5), 2)).rejects.toThrow(RangeError);
    await expect(kernel.dense({ ...weights, rows: 4 }, new Float32Array(4), 2)).rejects.toThrow(FormatError);
    await expect(kernel.csr(packCsr(weights), new Float32Array(4), -2)).rejects.toThrow(RangeError);
  });
});

describe('gpu.js', () => {
  const answering = (mode: string, answer: () => Promise<Float32Array[]>): Gpu => ({
    createKernel: () => {
      const kernel = { constructor: { mode }, fallbackReason: 'too many loops' };
      return Object.assign(answer, { setOutput: () => {}, kernel }) as unknown as GpuProgram;
    },
    destroy: () => {},
  });
  const weights = { rows: 1, cols: 1, values: new Float32Array(1) };

  it('that never answers is given up, call by call', async () => {
    const kernel = new GpuKernel(
      'webgpu',
      answering('webgpu', () => new Promise(() => {})),
      { timeoutMs: 5 },
    );
    const calls = [1, 1].map(() => kernel.dense(weights, new Float32Array(1), 1));
    for (const call of calls)
      await expect(call).rejects.toMatchObject({ name: 'DeviceLostError', reason: 'timeout' });
  });

  it('that computes in another mode than was asked for is refused', async () => {
    const kernel = new GpuKernel(
      'headlessgl',
      answering('cpu', async () => [new Float32Array(1)]),
    );
    const call = kernel.dense(weights, new Float32Array(1), 1);
    await expect(call).rejects.toThrow(BackendUnavailableError);
    await expect(call).rejects.toThrow('"cpu" (too many loops)');
  });
});
