/** What is wrong with a table file or with the folder that keeps tables; stable, for programs. */
export type TableErrorCode =
  | 'E_TABLE_CORRUPT'
  | 'E_TABLE_MISMATCH'
  | 'E_CACHE_READ_ONLY'
  | 'E_CACHE_UNUSABLE';

/** An outcome table or the cache folder cannot be used. The message names the file or folder and the next step. */
export class TableError extends Error {
  readonly code: TableErrorCode;
  readonly path: string;

  constructor(code: TableErrorCode, path: string, message: string) {
    super(`${path}: ${message}`);
    this.name = 'TableError';
    this.code = code;
    this.path = path;
  }
}
