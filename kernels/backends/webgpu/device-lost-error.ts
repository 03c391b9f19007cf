/** `timeout`: the device did not answer in time and was given up. */
export type DeviceLostReason = 'destroyed' | 'unknown' | 'timeout';

/** The device is gone. Pending and later calls reject with this; results read before stay good. */
export class DeviceLostError extends Error {
  readonly reason: DeviceLostReason;

  constructor(reason: DeviceLostReason, found: string) {
    super(`WebGPU device lost (${reason}): ${found}; open another with createWebGpuKernel()`);
    this.name = 'DeviceLostError';
    this.reason = reason;
  }
}
