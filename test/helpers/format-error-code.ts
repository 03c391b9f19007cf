import { FormatError } from '../../kernels/index.ts';

/** The code with which a matrix is refused. */
export function formatErrorCode(run: () => unknown): string {
  try {
    run();
  } catch (error) {
    if (error instanceof FormatError) return error.code;
    throw error;
  }
  return 'accepted';
}
