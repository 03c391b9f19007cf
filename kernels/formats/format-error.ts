/** What is wrong with a matrix from outside: stable codes for programs, the message for people. */
export type FormatErrorCode =
  | 'shape'
  | 'length'
  | 'range'
  | 'order'
  | 'duplicate'
  | 'nesting'
  | 'not-finite'
  | 'padding';

/** Thrown when data that claims to be a matrix format is not one. */
export class FormatError extends Error {
  readonly code: FormatErrorCode;

  constructor(code: FormatErrorCode, message: string) {
    super(message);
    this.name = 'FormatError';
    this.code = code;
  }
}
