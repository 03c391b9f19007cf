import type { GpuFact } from './gpu-facts.ts';

/** Bytes of one weight or activation. Where no precision is published, half precision is the usual one on GPUs. */
export function bytesPerValue(precision: string): number {
  if (precision === 'fp32') return 4;
  return precision === 'fp16' || precision === 'bfloat16' || precision === 'not-stated' ? 2 : 1;
}

/**
 * Dense multiply-accumulates a second of a chip in a precision, or in the next wider one that it has units for; null where
 * its data sheet states none of them.
 */
export function peakMacsPerS(fact: GpuFact, precision: string): number | null {
  const { int8MacsPerS, fp16MacsPerS, fp32MacsPerS } = fact;
  switch (bytesPerValue(precision)) {
    case 1:
      return int8MacsPerS ?? fp16MacsPerS ?? fp32MacsPerS;
    case 2:
      return fp16MacsPerS ?? fp32MacsPerS;
    default:
      return fp32MacsPerS;
  }
}
