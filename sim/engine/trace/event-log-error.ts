/** What can be wrong with the bytes of an event log. */
export type EventLogErrorCode =
  | 'E_LOG_MAGIC'
  | 'E_LOG_VERSION'
  | 'E_LOG_TRUNCATED'
  | 'E_LOG_CHECKSUM'
  | 'E_LOG_FORMAT';

/** Bytes that are no sound event log: what was found there, what is allowed, and the offset of the byte. */
export class EventLogError extends Error {
  readonly code: EventLogErrorCode;
  /** Byte of the file at which reading stopped. */
  readonly offset: number;

  constructor(code: EventLogErrorCode, offset: number, message: string) {
    super(`event log, byte ${offset}: ${message}`);
    this.name = 'EventLogError';
    this.code = code;
    this.offset = offset;
  }
}
