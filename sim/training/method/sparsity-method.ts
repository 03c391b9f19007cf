import type { TrainingModel } from '../model/training-model.ts';

/** What a method says about one step. */
export interface StepPlan {
  /** Levels that the step trains, the densest first. */
  readonly levels: readonly number[];
  /** Whether the method wants gradients of all weights on this step's batch, before the step itself. */
  readonly growth: boolean;
}

/** How a network becomes sparse while it is trained. */
export interface SparsityMethod {
  /** Sparsity of every level; [0] where nothing is pruned. */
  readonly sparsities: readonly number[];
  /** By level, whether it has patterns of its own. */
  readonly sparse: readonly boolean[];
  /** Share of the run from which on sparsities are final; results of before are not those of the levels named. */
  readonly settledFrom: number;
  /** Chooses blocks for the step and says what to train. @param progress share of the run that is done */
  before(model: TrainingModel, step: number, progress: number): StepPlan;
  /** Before a step with `growth`: `gradients` are of all weights, by prunable layer, in the layout of the weights. */
  grow?(model: TrainingModel, step: number, progress: number, gradients: readonly Float32Array[]): void;
  /** Level of every block, by prunable layer: the sparsest level at which it is active; null before any was chosen. */
  blockLevels(): readonly Uint8Array[] | null;
  /** Takes what `blockLevels` gave, when a run is resumed. */
  restore(model: TrainingModel, levels: readonly Uint8Array[]): void;
}
