import type { Fit } from '../target.ts';

/** Memory of two units that hold one part of a network each. */
export function bothFit(head: Fit, headUnit: string, tail: Fit, tailUnit: string): Fit {
  const named = (fit: Fit, unit: string): Fit => ({
    ...fit,
    memories: fit.memories.map((memory) => ({ ...memory, name: `${memory.name} of ${unit}` })),
    refusal: fit.refusal && { ...fit.refusal, memory: `${fit.refusal.memory} of ${unit}` },
  });
  const [first, second] = [named(head, headUnit), named(tail, tailUnit)];
  return {
    fits: first.fits && second.fits,
    peakMemoryBytes: first.peakMemoryBytes + second.peakMemoryBytes,
    memories: [...first.memories, ...second.memories],
    refusal: first.refusal ?? second.refusal,
  };
}
