import { removeParts } from '../report/trace/remove-parts.ts';

/** Removes half written files from a folder in whatever way the process ends, but for those that leave it no time. */
export function removePartsAtEnd(folder: string): void {
  const remove = () => removeParts(folder);
  process.once('exit', remove);
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const)
    process.once(signal, () => {
      remove();
      // Where nobody else listens the signal does what it would have done.
      if (process.listenerCount(signal) === 0) process.kill(process.pid, signal);
    });
}
