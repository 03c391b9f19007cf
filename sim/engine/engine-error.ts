/** What can be wrong with a call into the engine. */
export type EngineErrorCode =
  | 'E_ENGINE_DELAY'
  | 'E_ENGINE_TIME_RANGE'
  | 'E_ENGINE_CANCEL'
  | 'E_ENGINE_KIND'
  | 'E_ENGINE_CAPACITY'
  | 'E_ENGINE_RESOURCE'
  | 'E_ENGINE_EVENT'
  | 'E_ENGINE_YIELD'
  | 'E_ENGINE_INTERRUPT'
  | 'E_ENGINE_UNHANDLED'
  | 'E_ENGINE_RUN'
  | 'E_ENGINE_LOG';

/** A mistake in a model: the message names the entity, the simulated time, what was found and what is allowed. */
export class EngineError extends Error {
  readonly code: EngineErrorCode;
  readonly timeNs: number;

  constructor(code: EngineErrorCode, timeNs: number, message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'EngineError';
    this.code = code;
    this.timeNs = timeNs;
  }
}

/** Throws an EngineError: one short line where it is called. */
export function fail(code: EngineErrorCode, timeNs: number, message: string): never {
  throw new EngineError(code, timeNs, message);
}
