import { afterAll, describe, expect, it } from 'vitest';
import { packCsr } from '../../../../kernels/formats/pack-csr.ts';
import {
  createWebGpuKernel,
  DeviceLimitError,
  DeviceLostError,
  type WebGpuKernel,
} from '../../../../kernels/index.ts';
import { seededValues } from '../../../../kernels/testing/seeded-values.ts';
import { orReason } from '../../../helpers/or-reason.ts';

const opened = await orReason(() => createWebGpuKernel());
const kernel = opened as WebGpuKernel;
afterAll(() => opened?.destroy());

const side = 16;
/** As CSR, whose shader compiles fast in software. */
const weights = packCsr({ rows: side, cols: side, values: seededValues(1, side * side, 'uniform') });
const x = seededValues(2, side * side, 'uniform');
const empty = new Float32Array(0);

describe.skipIf(!opened)('a product that the device cannot hold', () => {
  it('is refused with the limit and both numbers, before anything is computed', async () => {
    const wide = 2 ** 32;
    const row = packCsr({ rows: 1, cols: 0, values: empty });
    const found = await kernel.csr(row, empty, wide).catch((error) => error);
    expect(found).toBeInstanceOf(DeviceLimitError);
    expect(found).toMatchObject({ limit: 'maxStorageBufferBindingSize', needed: 4 * wide });
    expect(found.allowed).toBeLessThan(4 * wide);
    expect(found.message).toContain('split');
  });

  it('is refused where it has too many columns to dispatch', async () => {
    const n = 2 ** 23;
    const row = packCsr({ rows: 1, cols: 0, values: empty });
    const found = await kernel.csr(row, empty, n).catch((error) => error);
    expect(found).toBeInstanceOf(DeviceLimitError);
    expect(found).toMatchObject({ limit: 'maxComputeWorkgroupsPerDimension', needed: n / 64 });
    expect(found.allowed).toBeLessThan(n / 64);
  });

  it('leaves the device as it was', async () => {
    expect(await kernel.csr(weights, x, side)).toHaveLength(side * side);
  });
});

describe.skipIf(!opened)('a lost device', () => {
  it('rejects what is pending and all that comes later', async () => {
    const doomed = await createWebGpuKernel();
    const product = await doomed.product(weights, x, side);
    const pending = [
      doomed.run([product], 50),
      product.read(),
      doomed.csr(weights, x, side),
      doomed.product(weights, x, side),
    ].map((promise) => promise.catch((error: unknown) => error));
    doomed.destroy();
    for (const outcome of await Promise.all(pending)) {
      expect(outcome).toBeInstanceOf(DeviceLostError);
      expect(outcome).toMatchObject({ reason: 'destroyed' });
    }
    for (const later of [
      () => doomed.csr(weights, x, side),
      () => doomed.run([product]),
      () => product.read(),
      () => doomed.product(weights, x, side),
    ])
      await expect(later()).rejects.toBeInstanceOf(DeviceLostError);
  });

  it('is one that does not answer in time', async () => {
    const slow = await createWebGpuKernel({ timeoutMs: 1 });
    await expect(slow.csr(weights, x, side)).rejects.toMatchObject({
      name: 'DeviceLostError',
      reason: 'timeout',
    });
    await expect(slow.csr(weights, x, side)).rejects.toMatchObject({ reason: 'timeout' });
  });

  it('does no harm to others, however many are opened at once', async () => {
    const others = await Promise.all([createWebGpuKernel(), createWebGpuKernel()]);
    for (const other of others) {
      expect(await other.csr(weights, x, side)).toEqual(await kernel.csr(weights, x, side));
      other.destroy();
    }
  });

  it('does no harm to one that was open before', async () => {
    expect(await kernel.csr(weights, x, side)).toHaveLength(side * side);
  });
});
