export interface DeviceOptions {
  /** How long to wait for the device before giving it up; default 60,000. */
  readonly timeoutMs?: number;
}
