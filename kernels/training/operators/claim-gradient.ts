import type { TrainingValue } from '../training-value.ts';

/** Where an operator puts the gradient of one of its inputs. */
export interface GradientClaim {
  /** Address of pixel (0, 0) of the first channel; 0 where the value has no gradient. */
  readonly at: number;
  /** 1: add to what is there; 0: overwrite it. */
  readonly add: 0 | 1;
}

/** Asks for the gradient of an input, which counts as written from then on. */
export function claimGradient(value: TrainingValue, written: Set<TrainingValue>): GradientClaim {
  const add = written.has(value) ? 1 : 0;
  written.add(value);
  return { at: value.gradientAt && value.gradientAt + value.originBytes, add };
}
