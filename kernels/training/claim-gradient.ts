import type { TrainingValue } from './training-value.ts';

/** 1 where a gradient is to be added to what an operator behind has written, else 0; from now on it counts as written. */
export function claimGradient(value: TrainingValue, written: Set<TrainingValue>): 0 | 1 {
  const add = written.has(value) ? 1 : 0;
  written.add(value);
  return add;
}
