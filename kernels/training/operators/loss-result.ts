import type { TrainingMemory } from '../training-memory.ts';

/** What a loss found in one forward pass of one shard. */
export interface LossResult {
  /** Sum over the lanes that count, in nats; not divided by their number. */
  readonly loss: number;
  /** Lanes whose greatest logit is the label's, or the teacher's. */
  readonly correct: number;
  /** Lanes that count. */
  readonly counted: number;
}

/** @param at address of the three float64 that a loss wrote */
export function lossResult(memory: TrainingMemory, at: number): LossResult {
  const [loss, correct, counted] = new Float64Array(memory.arena.memory.buffer, at, 3);
  return { loss: loss!, correct: correct!, counted: counted! };
}
