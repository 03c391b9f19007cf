import { CrossEntropyLoss } from '../../../kernels/training/operators/cross-entropy-loss.ts';
import { DistillationLoss } from '../../../kernels/training/operators/distillation-loss.ts';
import { SoftTargets } from '../../../kernels/training/operators/soft-targets.ts';
import { Optimiser, type OptimiserOptions } from '../../../kernels/training/optimiser.ts';
import type { Parameter } from '../../../kernels/training/parameter.ts';
import { type FloatArray, TrainingMemory } from '../../../kernels/training/training-memory.ts';
import type { ShardInputs, TaskFeed } from '../feed/task-feed.ts';
import type { NetworkPlan } from '../plan/network-plan.ts';
import { initialise } from './initialise.ts';
import { layerPatterns, type PrunableLayer } from './layer-patterns.ts';
import { type ModelParameters, modelParameters } from './model-parameters.ts';
import type { ShardModel } from './shard-model.ts';
import { shardOperators } from './shard-operators.ts';
import { type ShardSize, shardValues } from './shard-values.ts';
import { TeacherModel } from './teacher-model.ts';

export interface ModelOptions {
  readonly plan: NetworkPlan;
  readonly feed: TaskFeed;
  /** By level of the ladder: whether it is sparse; one entry where there is no ladder. */
  readonly sparse: readonly boolean[];
  readonly shards: number;
  readonly samplesPerShard: number;
  readonly seed: number;
  readonly optimiser: OptimiserOptions;
  readonly labelSmoothing: number;
  readonly temperature: number;
  /** Share of the labels, beside the answers of the densest level, in what sparser levels learn; 0 to 1. */
  readonly labelShare: number;
  /** A trained network that all levels learn from, and its share in what the densest level learns; 0 to 1. */
  readonly teacher?: { readonly plan: NetworkPlan; readonly share: number } | undefined;
}

/** A network in the form in which it is trained: one set of parameters, and operators for every shard. */
export class TrainingModel {
  readonly memory = new TrainingMemory();
  readonly plan: NetworkPlan;
  readonly levels: number;
  readonly parameters: ModelParameters;
  readonly prunable: readonly PrunableLayer[];
  readonly optimiser: Optimiser;
  /** float32 of a matrix's length, 0 where a weight is pruned; where the only level is sparse. */
  readonly masks = new Map<Parameter, FloatArray>();
  readonly shards: readonly ShardModel[];
  readonly inputs: readonly ShardInputs[];
  readonly size: ShardSize;
  /** Address of the float32 by which running statistics follow those of a step. */
  readonly statisticsMomentumAt: number;
  readonly #lossWeights: Readonly<Record<'densest' | 'teaching' | 'distillation' | 'labels', number>>;
  readonly #labelShare: number;
  readonly #teacherShare: number;
  readonly teacher: TeacherModel | null;
  /** Address of the int32 that dropout is drawn from. */
  readonly dropoutSeedAt: number;

  constructor(options: ModelOptions) {
    const { plan, feed, sparse, shards, samplesPerShard, seed } = options;
    const { memory } = this;
    this.plan = plan;
    this.levels = sparse.length;
    this.size = { samples: samplesPerShard, tokens: feed.tokens };
    const kind = options.optimiser.kind;
    this.parameters = modelParameters(memory, plan, {
      ...this.size,
      ...{ levels: this.levels, shards, optimiser: kind },
    });
    initialise(memory, plan, this.parameters, seed);
    this.statisticsMomentumAt = memory.floats(1).at;
    const address = () => memory.floats(1).at;
    this.#lossWeights = {
      densest: address(),
      teaching: address(),
      distillation: address(),
      labels: address(),
    };
    this.#labelShare = options.labelShare;
    this.#teacherShare = options.teacher?.share ?? 0;
    this.dropoutSeedAt = memory.floats(1).at;
    const each = Array.from({ length: shards }, (_, shard) => shard);
    const values = each.map(() => shardValues(memory, plan, this.size));
    this.prunable = layerPatterns(memory, plan, this.parameters.matrices, values[0]!, sparse);
    this.inputs = each.map(() => feed.shardInputs(memory, plan, this.size));
    const { temperature, teacher } = options;
    const { inputs, size, dropoutSeedAt } = this;
    this.teacher = teacher
      ? new TeacherModel(memory, { plan: teacher.plan, inputs, size, temperature, dropoutSeedAt })
      : null;
    this.shards = each.map((shard): ShardModel => {
      const inputs = this.inputs[shard]!;
      const operators = shardOperators({
        ...{ memory, plan, parameters: this.parameters, prunable: this.prunable, values: values[shard]! },
        ...{ size: this.size, shard, idsAt: inputs.idsAt, lengthsAt: inputs.lengthsAt },
        dropoutSeedAt: this.dropoutSeedAt,
      });
      const { labelSmoothing: smoothing } = options;
      const logits = values[shard]!.get(plan.logits)!;
      const answers = { logits, classes: plan.classes };
      const { labelsAt } = inputs;
      const weights = this.#lossWeights;
      const labels = { ...answers, labelsAt, smoothing };
      const ownTargets = this.teacher
        ? null
        : new SoftTargets(memory, { name: 'targets', ...answers, temperature });
      const { targetsAt } = (ownTargets ?? this.teacher?.shards[shard]?.softTargets)!;
      const learning = { ...answers, labelsAt, temperature, targetsAt };
      return {
        values: values[shard]!,
        operators,
        loss: new CrossEntropyLoss(memory, { name: 'loss', ...labels, weightAt: weights.densest }),
        ownTargets,
        teaching:
          this.#teacherShare > 0
            ? new DistillationLoss(memory, { name: 'teaching', ...learning, weightAt: weights.teaching })
            : null,
        distillation: new DistillationLoss(memory, {
          ...{ name: 'distillation', ...learning, weightAt: weights.distillation },
        }),
        sparseLoss:
          options.labelShare > 0
            ? new CrossEntropyLoss(memory, { name: 'labels', ...labels, weightAt: weights.labels })
            : null,
        load: (program) => inputs.load(program, values[shard]!),
      };
    });
    if (sparse[0])
      for (const { weights } of this.prunable) this.masks.set(weights, memory.floats(weights.values.length));
    const masks = new Map([...this.masks].map(([parameter, { at }]) => [parameter, at]));
    this.optimiser = new Optimiser(memory, this.trained(), { ...options.optimiser, masks });
  }

  /** Parameters that the optimiser moves, in a fixed order; tables of embeddings move themselves. */
  trained(): readonly Parameter[] {
    const { matrices, vectors } = this.parameters;
    return [...matrices.values(), ...vectors.values()];
  }

  /** Puts the averages of all parameters into their values; pruned weights stay 0. */
  takeAverages(): void {
    for (const parameter of this.trained()) {
      const values = this.memory.view(parameter.values);
      values.set(this.memory.view(this.optimiser.average(parameter)));
      const mask = this.masks.get(parameter);
      if (mask)
        this.memory.view(mask).forEach((keep, i) => {
          if (keep === 0) values[i] = 0;
        });
    }
  }

  /** Makes gradients those of the mean over so many answers. */
  setAnswers(answers: number): void {
    const { densest, teaching, distillation, labels } = this.#lossWeights;
    this.writeFloat(densest, (1 - this.#teacherShare) / answers);
    this.writeFloat(teaching, this.#teacherShare / answers);
    this.writeFloat(distillation, (1 - this.#labelShare) / answers);
    this.writeFloat(labels, this.#labelShare / answers);
  }

  writeFloat(at: number, value: number): void {
    this.memory.arena.floats(at, 1)[0] = value;
  }

  writeInteger(at: number, value: number): void {
    this.memory.arena.integers(at, 1)[0] = value;
  }
}
