import { SoftTargets } from '../../../kernels/training/operators/soft-targets.ts';
import type { TrainingMemory } from '../../../kernels/training/training-memory.ts';
import type { TrainingOperator } from '../../../kernels/training/training-operator.ts';
import type { TrainingValue } from '../../../kernels/training/training-value.ts';
import type { ShardInputs } from '../feed/task-feed.ts';
import type { NetworkPlan } from '../plan/network-plan.ts';
import { type ModelParameters, modelParameters } from './model-parameters.ts';
import { shardOperators } from './shard-operators.ts';
import { type ShardSize, shardValues } from './shard-values.ts';

export interface TeacherOptions {
  readonly plan: NetworkPlan;
  /** Of the network that learns, by shard: the teacher reads the same samples. */
  readonly inputs: readonly ShardInputs[];
  readonly size: ShardSize;
  readonly temperature: number;
  /** Address of the int32 that dropout is drawn from. */
  readonly dropoutSeedAt: number;
}

/** One shard of a teacher. */
export interface TeacherShard {
  readonly values: ReadonlyMap<string, TrainingValue>;
  readonly operators: readonly TrainingOperator[];
  readonly softTargets: SoftTargets;
}

/** A trained network that only answers: its weights never move, and no gradient reaches it. */
export class TeacherModel {
  readonly memory: TrainingMemory;
  readonly parameters: ModelParameters;
  readonly shards: readonly TeacherShard[];

  constructor(memory: TrainingMemory, options: TeacherOptions) {
    const { plan, inputs, size, temperature, dropoutSeedAt } = options;
    this.memory = memory;
    const shape = { ...size, levels: 1, shards: inputs.length, optimiser: 'sgd' } as const;
    this.parameters = modelParameters(memory, plan, shape);
    this.shards = inputs.map(({ idsAt, lengthsAt }, shard) => {
      const values = shardValues(memory, plan, size);
      const operators = shardOperators({
        ...{ memory, plan, parameters: this.parameters, prunable: [], values, size, shard },
        ...{ idsAt, lengthsAt, dropoutSeedAt },
      });
      const logits = values.get(plan.logits)!;
      const answers = { logits, classes: plan.classes, temperature };
      return { values, operators, softTargets: new SoftTargets(memory, { name: 'teacher', ...answers }) };
    });
  }
}
