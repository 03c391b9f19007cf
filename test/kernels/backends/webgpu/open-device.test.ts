import { describe, expect, it } from 'vitest';
import { WebGpuDevice } from '../../../../kernels/backends/webgpu/open-device.ts';

const report = { vendor: '', architecture: '', device: '', driver: '', isSoftware: true };
const never = new Promise<never>(() => {});

/** A GPUDevice that does what no test can make a real one do. */
function faulty(timeoutMs = 10_000, errors: (object | null)[] = []) {
  let lose!: (info: { reason: string; message: string }) => void;
  let destroyed = 0;
  const gpu = {
    lost: new Promise((resolve) => {
      lose = resolve;
    }),
    pushErrorScope: () => {},
    popErrorScope: async () => errors.shift() ?? null,
    destroy: () => {
      destroyed++;
    },
  };
  const device = new WebGpuDevice(gpu as unknown as GPUDevice, report, timeoutMs);
  return { device, lose, destroyed: () => destroyed };
}

describe('a device', () => {
  it('that is lost rejects every wait, then and later, with the reason of the driver', async () => {
    const { device, lose } = faulty();
    const waits = [device.wait('one', never), device.wait('two', never)];
    lose({ reason: 'unknown', message: 'the card fell off' });
    for (const wait of [
      ...waits,
      device.wait('three', Promise.resolve(3)),
      device.checked('four', 0, () => 4),
    ])
      await expect(wait).rejects.toMatchObject({ name: 'DeviceLostError', reason: 'unknown' });
    await expect(waits[0]).rejects.toThrow('the card fell off');
    expect(() => device.throwIfLost()).toThrow('the card fell off');
  });

  it('that does not answer is given up, and all its waits with it', async () => {
    const { device, destroyed } = faulty(5);
    const waits = [device.wait('a product', never), device.wait('another', never)];
    for (const wait of waits)
      await expect(wait).rejects.toMatchObject({ name: 'DeviceLostError', reason: 'timeout' });
    await expect(waits[0]).rejects.toThrow('a product took more than 5 ms');
    expect(destroyed()).toBe(1);
  });

  it('answers with values and with its own errors while it is well', async () => {
    const { device } = faulty();
    expect(await device.wait('a value', Promise.resolve(7))).toBe(7);
    await expect(device.wait('a fault', Promise.reject(new TypeError('bad shader')))).rejects.toThrow(
      'bad shader',
    );
    await expect(
      device.checked('a throw', 0, () => {
        throw new RangeError('bad size');
      }),
    ).rejects.toThrow('bad size');
    expect(await device.checked('objects', 0, () => 'made')).toBe('made');
  });

  it('whose memory is full refuses with the number of bytes', async () => {
    const { device } = faulty(10_000, [{ message: 'no memory' }, null]);
    await expect(device.checked('a matrix', 4096, () => 0)).rejects.toMatchObject({
      name: 'DeviceLimitError',
      limit: 'memory',
      needed: 4096,
      allowed: null,
    });
  });

  it('that finds a fault in a call says which', async () => {
    const { device } = faulty(10_000, [null, { message: 'buffer used after destroy' }]);
    await expect(device.checked('a run', 0, () => 0)).rejects.toThrow('a run: buffer used after destroy');
  });
});
