/** A network file is not what it should be. The message names the file, the place in it, and what is allowed. */
export class NetworkFileError extends Error {
  readonly file: string;
  /** Path of the object inside the file, '' for the file as a whole. */
  readonly path: string;
  /** The message without the place. */
  readonly reason: string;

  constructor(file: string, path: string, reason: string) {
    super(`${file}${path === '' ? '' : `, ${path}`}: ${reason}`);
    this.name = 'NetworkFileError';
    this.file = file;
    this.path = path;
    this.reason = reason;
  }
}
