/** Which limit of the device: a name of WebGPU's, or its memory. */
export type DeviceLimit =
  | 'maxBufferSize'
  | 'maxStorageBufferBindingSize'
  | 'maxComputeWorkgroupsPerDimension'
  | 'memory';

/** A product that this device cannot hold or dispatch, found before anything is computed. */
export class DeviceLimitError extends Error {
  readonly limit: DeviceLimit;
  readonly needed: number;
  /** Null where the device does not say. */
  readonly allowed: number | null;

  constructor(what: string, limit: DeviceLimit, needed: number, allowed: number | null) {
    const most = allowed === null ? 'the device has less' : `the device allows ${allowed}`;
    super(`${what} needs ${needed} (${limit}), ${most}: split the matrix or the right-hand side`);
    this.name = 'DeviceLimitError';
    this.limit = limit;
    this.needed = needed;
    this.allowed = allowed;
  }
}
