import { createHash } from 'node:crypto';
import { type FSWatcher, readdirSync, readFileSync, watch } from 'node:fs';
import { join } from 'node:path';

/** Editors write a file in several steps: so long after the last of them it is read, ms. */
const settledMs = 80;

/**
 * Yields whenever the text of a JavaScript or TypeScript file in one of the folders has changed; changes that come while
 * the consumer is busy are one. Saving without a change yields nothing. Ends when the signal aborts.
 */
export function fileChanges(folders: readonly string[], signal: AbortSignal): AsyncGenerator<void> {
  // Taken now, not when the first change is asked for: what changes meanwhile counts.
  return changesSince(stateOf(folders), folders, signal);
}

async function* changesSince(
  state: string,
  folders: readonly string[],
  signal: AbortSignal,
): AsyncGenerator<void> {
  let wake = () => {};
  let timer: NodeJS.Timeout | undefined;
  const notice = () => {
    clearTimeout(timer);
    timer = setTimeout(() => wake(), settledMs);
  };
  const watchers: FSWatcher[] = folders.map((folder) => watch(folder, notice));
  // A folder that vanishes makes no more changes; that is no reason to end.
  for (const watcher of watchers) watcher.on('error', () => watcher.close());
  const onAbort = () => wake();
  signal.addEventListener('abort', onAbort);
  let seen = state;
  try {
    while (!signal.aborted) {
      const woken = new Promise<void>((resolve) => {
        wake = resolve;
      });
      const now = stateOf(folders);
      if (now !== seen) {
        seen = now;
        yield;
      } else await woken;
    }
  } finally {
    clearTimeout(timer);
    signal.removeEventListener('abort', onAbort);
    for (const watcher of watchers) watcher.close();
  }
}

/** One hash of all modules in the folders; a file that cannot be read now is left out. */
function stateOf(folders: readonly string[]): string {
  const hash = createHash('sha256');
  for (const folder of folders) {
    for (const name of namesIn(folder)) {
      try {
        hash.update(`${name}\0`).update(readFileSync(join(folder, name)));
      } catch {
        // Being replaced: the next event finds it whole.
      }
    }
  }
  return hash.digest('hex');
}

function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder)
      .filter((name) => /\.[mc]?[jt]s$/.test(name))
      .sort();
  } catch {
    return [];
  }
}
