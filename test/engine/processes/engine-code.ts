import { EngineError, type EngineErrorCode } from '../../../sim/engine/engine-error.ts';

/** The code of the EngineError that `act` throws; fails where it throws none. */
export function engineCode(act: () => unknown): EngineErrorCode {
  try {
    act();
  } catch (error) {
    if (error instanceof EngineError) return error.code;
    throw error;
  }
  throw new Error('nothing was thrown');
}
