import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  createGpuKernel,
  type GpuKernel,
  type NetworkKernel,
  referenceKernel,
  WasmKernel,
} from '../../../kernels/index.ts';
import { kernelLaws, lawApplies, offeredProducts, runLaw } from '../../../kernels/testing/index.ts';

const kernels = new Map<string, { kernel: NetworkKernel; numRuns: number }>();
const gpuKernels: GpuKernel[] = [];

beforeAll(async () => {
  kernels.set('reference', { kernel: referenceKernel, numRuns: 40 });
  kernels.set('wasm', { kernel: new WasmKernel(), numRuns: 50 });
  kernels.set('wasm-fast', { kernel: new WasmKernel('fast'), numRuns: 50 });
  for (const mode of ['cpu', 'webasm'] as const) {
    const kernel = await createGpuKernel(mode);
    gpuKernels.push(kernel);
    kernels.set(`gpujs-${mode}`, { kernel, numRuns: 10 });
  }
});

afterAll(async () => {
  for (const kernel of gpuKernels) await kernel.destroy();
});

describe.each(['reference', 'wasm', 'wasm-fast', 'gpujs-cpu', 'gpujs-webasm'])('kernel %s', (name) => {
  test.each(kernelLaws)('obeys: $name', async (law) => {
    const { kernel, numRuns } = kernels.get(name)!;
    for (const product of offeredProducts(kernel)) {
      if (!lawApplies(law, kernel, product, {})) continue;
      const { broken, cases } = await runLaw(law, kernel, product, { seed: 42, numRuns });
      expect(broken).toBeNull();
      expect(cases).toBe(numRuns);
    }
  });

  test('agrees on more columns than gpu.js runs a loop by default (1,000)', async () => {
    const { kernel } = kernels.get(name)!;
    const weights = { rows: 5, cols: 1100, values: new Float32Array(5500).fill(1) };
    const x = new Float32Array(1100 * 3).fill(1);
    expect([...(await kernel.dense(weights, x, 3))]).toEqual(new Array(15).fill(1100));
  });
});
