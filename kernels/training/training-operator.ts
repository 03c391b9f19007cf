import type { KernelProgram } from './kernel-program.ts';
import type { TrainingValue } from './training-value.ts';

/** Which pass a program is compiled for. */
export interface TrainingPass {
  /** Level of the ladder, 0 the densest; 0 where there is none. */
  readonly level: number;
  /** `train`: statistics of the shard, everything that backward needs is kept. `evaluate`: stored statistics. */
  readonly mode: 'train' | 'evaluate';
  /** Gradients of all weights, also of those that are not active at the level: what methods that bring blocks in look at. */
  readonly allWeights?: boolean;
}

/**
 * One operator on one shard. Both methods append kernel calls to a program; they run nothing themselves.
 *
 * Gradients of parameters are added to the shard's gradient arrays (zeroed once a step, so that levels add up). Gradients
 * of values: `written` holds the values whose gradient this program has written already; an operator overwrites the
 * gradient of an input that is not in it (and adds the input to it), and adds to one that is.
 */
export interface TrainingOperator {
  readonly name: string;
  /** Appends what is done once a step for all shards, before their programs: copies of weights. */
  prepare?(program: KernelProgram, pass: TrainingPass): void;
  forward(program: KernelProgram, pass: TrainingPass): void;
  backward(program: KernelProgram, pass: TrainingPass, written: Set<TrainingValue>): void;
}
