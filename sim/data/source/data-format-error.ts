/** A file of a data set is not what it should be. The message says where, what was found, and what is allowed. */
export class DataFormatError extends Error {
  readonly path: string;

  constructor(path: string, message: string) {
    super(`${path}: ${message}`);
    this.name = 'DataFormatError';
    this.path = path;
  }
}
