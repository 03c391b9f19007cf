import type { OutputStream } from './context.ts';
import { exitCode } from './exit-code.ts';
import type { ProgressBar } from './progress-bar.ts';

/**
 * Runs long work that Ctrl-C may end: the first one aborts the signal, so that worker threads stop and finished parts
 * stay in the cache; if the work has not ended soon after, or on a second Ctrl-C, the process ends at once.
 * @param again command that goes on where this one stopped
 */
export async function untilInterrupted<T>(
  stream: OutputStream,
  bar: ProgressBar,
  again: string,
  work: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  const controller = new AbortController();
  const stop = () => {
    if (controller.signal.aborted) process.exit(exitCode.interrupted);
    bar.clear();
    stream.write(`\nstopping; finished parts stay in the cache. To go on: ${again}\n`);
    controller.abort();
    setTimeout(() => process.exit(exitCode.interrupted), 2000).unref();
  };
  process.on('SIGINT', stop);
  process.on('SIGTERM', stop);
  try {
    return await work(controller.signal);
  } finally {
    process.off('SIGINT', stop);
    process.off('SIGTERM', stop);
    bar.clear();
  }
}
