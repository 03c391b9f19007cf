import type { TrainSpec } from '../spec/train-schema.ts';

/** Share of the highest learning rate at `progress` in [0, 1]: a linear warm-up, then as the schedule says. */
export function learningRate(schedule: TrainSpec['schedule'], progress: number): number {
  const { kind, warmUp, last } = schedule;
  if (progress < warmUp) return progress / warmUp;
  const left = 1 - Math.min(1, (progress - warmUp) / Math.max(1e-9, 1 - warmUp));
  if (kind === 'constant') return 1;
  const share = kind === 'linear' ? left : 0.5 * (1 - Math.cos(Math.PI * left));
  return last + (1 - last) * share;
}
