/** A checkpoint that cannot be used; the message names the file, what is wrong and what to do. */
export class CheckpointError extends Error {
  readonly code = 'E_CHECKPOINT';
  readonly file: string;

  constructor(file: string, message: string) {
    super(`${file}: ${message}`);
    this.name = 'CheckpointError';
    this.file = file;
  }
}
