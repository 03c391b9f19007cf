import type { Fit } from './target.ts';

/** One memory and what wants to live in it: bytes that are always taken, then one demand after the other. */
export interface MemoryDemand {
  readonly name: string;
  readonly availableBytes: number;
  /** Code, stack: taken before the network comes. */
  readonly reservedBytes: number;
  /** `sum`: all demands at once (weights). `peak`: only the largest at a time (live activations). */
  readonly mode: 'sum' | 'peak';
  readonly demands: readonly { readonly node: string; readonly bytes: number }[];
}

/**
 * Whether all demands fit; if not, the first operator that does not, in the order of execution (`code and stack` where
 * there is no operator to name).
 */
export function memoryFit(memories: readonly MemoryDemand[]): Fit {
  const needs = memories.map((memory) => {
    const bytes = memory.demands.map((demand) => demand.bytes);
    const needed = memory.mode === 'sum' ? bytes.reduce((a, b) => a + b, 0) : Math.max(0, ...bytes);
    return {
      name: memory.name,
      neededBytes: memory.reservedBytes + needed,
      availableBytes: memory.availableBytes,
    };
  });
  const peakMemoryBytes = needs.reduce((sum, memory) => sum + memory.neededBytes, 0);
  for (const [index, memory] of memories.entries()) {
    const total = needs[index]!;
    if (total.neededBytes <= total.availableBytes) continue;
    let used = memory.reservedBytes;
    for (const demand of memory.demands) {
      const here = used + demand.bytes;
      if (memory.mode === 'sum') used = here;
      if (here <= memory.availableBytes) continue;
      return {
        fits: false,
        peakMemoryBytes,
        memories: needs,
        refusal: {
          layer: demand.node,
          memory: memory.name,
          // Weights: what the whole network needs; activations: what this operator needs.
          neededBytes: memory.mode === 'sum' ? total.neededBytes : here,
          availableBytes: memory.availableBytes,
        },
      };
    }
    // What is always taken is too much by itself, and the network has nothing here.
    const { name, neededBytes, availableBytes } = total;
    const refusal = { layer: 'code and stack', memory: name, neededBytes, availableBytes };
    return { fits: false, peakMemoryBytes, memories: needs, refusal };
  }
  return { fits: true, peakMemoryBytes, memories: needs, refusal: null };
}
