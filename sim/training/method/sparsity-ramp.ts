/**
 * Share of its final sparsity that a level has at `progress` of the run: a cubic rise from 0 at `start` to 1 at `end`
 * (Zhu and Gupta 2017, equation 1 with an initial sparsity of 0): much is pruned early, little at the end.
 */
export function sparsityRamp(progress: number, start: number, end: number): number {
  if (progress <= start && progress < end) return 0;
  if (progress >= end) return 1;
  return 1 - (1 - (progress - start) / (end - start)) ** 3;
}
