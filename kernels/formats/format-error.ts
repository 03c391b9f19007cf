/** What is wrong with a matrix from outside: stable codes for programs, the message for people. */
export type FormatErrorCode =
  | 'shape'
  | 'length'
  | 'range'
  | 'order'
  | 'duplicate'
  | 'nesting'
  | 'not-finite'
  | 'padding'
  /** More weights in a group than N:M allows. */
  | 'capacity'
  /** Of files: not one of ours, one of another version, damaged, or with a header that does not describe a matrix. */
  | 'magic'
  | 'version'
  | 'checksum'
  | 'header';

/** Thrown when data that claims to be a matrix format is not one. */
export class FormatError extends Error {
  readonly code: FormatErrorCode;

  constructor(code: FormatErrorCode, message: string) {
    super(message);
    this.name = 'FormatError';
    this.code = code;
  }
}
