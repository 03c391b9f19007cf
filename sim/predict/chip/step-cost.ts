import type { ChipPrediction } from './chip-prediction.ts';

/** What one inference took with the constants of one end of their intervals. Unknown parts are 0. */
export interface StepCost {
  readonly timeS: number;
  readonly synapsesJ: number;
  readonly neuronsJ: number;
  readonly messagesJ: number;
  /** Static power and what else flows with time. */
  readonly staticJ: number;
  readonly counts: NonNullable<ChipPrediction['counts']>;
}
