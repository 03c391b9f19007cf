/** A backend went away half way (a thread ended, a device was lost): results of the call that was running are void. */
export class BackendLostError extends Error {
  readonly backend: string;

  constructor(backend: string, message: string) {
    super(`${backend}: ${message}`);
    this.name = 'BackendLostError';
    this.backend = backend;
  }
}
