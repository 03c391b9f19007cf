import { BackendUnavailableError } from '../../kernels/backends/backend-unavailable-error.ts';

/** What `make` makes, or null where the machine lacks what it needs, after printing why the tests of it are skipped. */
export async function orReason<T>(make: () => Promise<T>): Promise<T | null> {
  try {
    return await make();
  } catch (error) {
    if (!(error instanceof BackendUnavailableError)) throw error;
    process.stderr.write(`skipped: ${error.message}\n`);
    return null;
  }
}
