import type { SparsityMethod, StepPlan } from './sparsity-method.ts';

/** Nothing is pruned. */
export class DenseMethod implements SparsityMethod {
  readonly sparsities: readonly number[] = [0];
  readonly sparse: readonly boolean[] = [false];
  readonly settledFrom = 0;

  before(): StepPlan {
    return { levels: [0], growth: false };
  }

  blockLevels(): null {
    return null;
  }

  restore(): void {}
}
