import { getHeapStatistics, setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

/** Buffers of so many bytes more than after the last collection are worth one. */
const worthBytes = 4e6;

let collect: (() => void) | null = null;
let leftBytes = 0;

/**
 * Has V8 collect this thread's garbage where buffers have come up since the last time. It counts objects alone, and by itself
 * lets each thread hold 64 MB of buffers that nobody uses.
 */
export function collectBuffers(): void {
  if (getHeapStatistics().external_memory < leftBytes + worthBytes) return;
  if (collect === null) {
    setFlagsFromString('--expose-gc');
    collect = runInNewContext('gc') as () => void;
  }
  collect();
  leftBytes = getHeapStatistics().external_memory;
}
