/** Bytes of the working sets that memory is measured with: in the caches of most processors, and beyond them. */
const workingSets = [16 * 1024, 256 * 1024, 4 * 1024 * 1024, 128 * 1024 * 1024] as const;

/** How fast memory is copied inside a working set. */
export interface MemoryRate {
  readonly workingSetBytes: number;
  /** Bytes read; as many are written. */
  readonly copyBytesPerS: number;
}

/** Copies halves of a buffer onto each other; best of some rounds. Takes about half a second. */
export function measureMemory(): MemoryRate[] {
  return workingSets.map((workingSetBytes) => {
    const half = workingSetBytes / 2;
    const bytes = new Uint8Array(workingSetBytes).fill(1);
    const repeats = Math.max(1, Math.round((16 * 1024 * 1024) / half));
    let best = Number.POSITIVE_INFINITY;
    for (let round = 0; round < 9; round++) {
      const start = performance.now();
      for (let i = 0; i < repeats; i++) bytes.copyWithin(half, 0, half);
      best = Math.min(best, (performance.now() - start) / repeats);
    }
    return { workingSetBytes, copyBytesPerS: half / (best / 1e3) };
  });
}
