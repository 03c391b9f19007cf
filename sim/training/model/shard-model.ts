import type { KernelProgram } from '../../../kernels/training/kernel-program.ts';
import type { CrossEntropyLoss } from '../../../kernels/training/operators/cross-entropy-loss.ts';
import type { DistillationLoss } from '../../../kernels/training/operators/distillation-loss.ts';
import type { SoftTargets } from '../../../kernels/training/operators/soft-targets.ts';
import type { TrainingOperator } from '../../../kernels/training/training-operator.ts';
import type { TrainingValue } from '../../../kernels/training/training-value.ts';

/** One shard of a model: its values, operators and losses. */
export interface ShardModel {
  readonly values: ReadonlyMap<string, TrainingValue>;
  readonly operators: readonly TrainingOperator[];
  readonly loss: CrossEntropyLoss;
  /** Answers of the densest level for sparser ones to learn; null where a teacher gives them. */
  readonly ownTargets: SoftTargets | null;
  /** The teacher's answers for the densest level, beside the labels; null where it learns labels alone. */
  readonly teaching: DistillationLoss | null;
  readonly distillation: DistillationLoss;
  /** Labels for sparser levels, beside the answers of the densest; null where these are all that they learn. */
  readonly sparseLoss: CrossEntropyLoss | null;
  /** Appends what turns the samples that were filled in into the values of the inputs. */
  load(program: KernelProgram): void;
}
