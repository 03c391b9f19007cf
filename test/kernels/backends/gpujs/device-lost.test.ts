import { describe, expect, it, vi } from 'vitest';
import { createGpuKernel, DeviceLostError, matmulReference } from '../../../../kernels/index.ts';
import { seededValues } from '../../../../kernels/testing/seeded-values.ts';
import { orReason } from '../../../helpers/or-reason.ts';

const kernel = await orReason(() => createGpuKernel('webgpu'));

const side = 64;
const weights = { rows: side, cols: side, values: seededValues(1, side * side, 'integer') };
const x = seededValues(2, side * side, 'integer');
const expected = Float32Array.from(matmulReference(weights, x, side));

describe.skipIf(!kernel)('gpu.js on a WebGPU device that is lost', () => {
  it('rejects, and works again in a new kernel', async () => {
    const devices: GPUDevice[] = [];
    const adapters = (globalThis as unknown as { GPUAdapter: { prototype: GPUAdapter } }).GPUAdapter
      .prototype;
    const requestDevice = adapters.requestDevice;
    vi.spyOn(adapters, 'requestDevice').mockImplementation(async function (
      this: GPUAdapter,
      wanted?: GPUDeviceDescriptor,
    ) {
      const device = await requestDevice.call(this, wanted);
      devices.push(device);
      return device;
    });
    expect(await kernel!.dense(weights, x, side)).toEqual(expected);
    expect(devices).toHaveLength(1);

    const pending = kernel!.dense(weights, x, side).catch((error: unknown) => error);
    await new Promise((resolve) => setImmediate(resolve));
    devices[0]!.destroy();
    // It may have been ready just before.
    const outcome = await pending;
    if (outcome instanceof Float32Array) expect(outcome).toEqual(expected);
    else expect(outcome).toBeInstanceOf(DeviceLostError);

    await expect(kernel!.dense(weights, x, side)).rejects.toBeInstanceOf(DeviceLostError);
    const another = await createGpuKernel('webgpu');
    expect(await another.dense(weights, x, side)).toEqual(expected);
    await another.destroy();
  });
});
