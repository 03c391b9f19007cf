/** What `process.interrupt(cause)` throws into the process, at the `yield` where it waits. */
export class Interrupt extends Error {
  override readonly cause: unknown;

  constructor(cause?: unknown) {
    super('the process was interrupted');
    this.name = 'Interrupt';
    this.cause = cause;
  }
}
