import { BackendLostError } from '../backend-lost-error.ts';

/** `timeout`: the device did not answer in time and was given up. */
export type DeviceLostReason = 'destroyed' | 'unknown' | 'timeout';

/** The device is gone. Pending and later calls reject with this; results read before stay good. */
export class DeviceLostError extends BackendLostError {
  readonly reason: DeviceLostReason;

  constructor(backend: string, reason: DeviceLostReason, found: string, options?: ErrorOptions) {
    super(backend, `the device is lost (${reason}): ${found}; make the kernel again to go on`);
    this.name = 'DeviceLostError';
    this.reason = reason;
    if (options?.cause !== undefined) this.cause = options.cause;
  }
}
