import type { SomaState } from '../soma-state.ts';

/** Tells how long the step took that a run has just carried out, without the barrier, s. */
export interface StepTiming {
  stepS(state: SomaState): number;
}
