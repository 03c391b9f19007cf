/** Has something done in whatever way the process ends, but for those that leave it no time. @param leave may be called twice */
export function atEveryEnd(leave: () => void): void {
  process.once('exit', leave);
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const)
    process.once(signal, () => {
      leave();
      // Where nobody else listens the signal does what it would have done.
      if (process.listenerCount(signal) === 0) process.kill(process.pid, signal);
    });
}
