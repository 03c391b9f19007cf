import type { FloatArray } from '../../../kernels/training/training-memory.ts';
import { TrainingTeam } from '../../../kernels/training/training-team.ts';
import { RandomStream } from '../../../sim/engine/random/random-stream.ts';
import type { TaskFeed } from '../../../sim/training/feed/task-feed.ts';
import { setLevels } from '../../../sim/training/method/set-levels.ts';
import { TrainingModel } from '../../../sim/training/model/training-model.ts';
import { type TrainingPrograms, trainingPrograms } from '../../../sim/training/model/training-programs.ts';
import type { NetworkPlan } from '../../../sim/training/plan/network-plan.ts';

/** Values of a parameter and how to read its gradient, summed over the shards. */
export interface Trained {
  readonly name: string;
  readonly values: FloatArray;
  gradient(): Float64Array;
}

const samplesPerShard = 8;

/** A model with random weights and blocks at every level, on one batch; the reproducible build, one thread. */
export class ModelHarness {
  readonly model: TrainingModel;
  readonly programs: TrainingPrograms;
  /** By prunable layer, the sparsest level of each block. */
  readonly levels: Uint8Array[] = [];
  readonly #team: TrainingTeam;
  readonly #shares: { readonly labels: number; readonly teacher: number };

  private constructor(
    model: TrainingModel,
    programs: TrainingPrograms,
    team: TrainingTeam,
    shares: { readonly labels: number; readonly teacher: number },
  ) {
    this.model = model;
    this.programs = programs;
    this.#team = team;
    this.#shares = shares;
  }

  /** @param sparse by level @param rest settings of the losses */
  static async open(
    plan: NetworkPlan,
    feed: TaskFeed,
    sparse: readonly boolean[],
    rest: {
      readonly labelSmoothing?: number;
      readonly temperature?: number;
      readonly labelShare?: number;
      readonly teacher?: { readonly plan: NetworkPlan; readonly share: number };
    } = {},
  ): Promise<ModelHarness> {
    const model = new TrainingModel({
      ...{ plan, feed, sparse, shards: 2, samplesPerShard, seed: 1, optimiser: { kind: 'sgd' } },
      ...{ labelSmoothing: 0, temperature: 1, labelShare: 0, ...rest },
    });
    const programs = trainingPrograms(model, true);
    const team = await TrainingTeam.start(model.memory, programs.all, { threads: 1, build: 'reproducible' });
    const harness = new ModelHarness(model, programs, team, {
      ...{ labels: rest.labelShare ?? 0, teacher: rest.teacher?.share ?? 0 },
    });
    harness.#randomise();
    model.inputs.forEach((inputs, shard) => {
      const first = shard * samplesPerShard;
      inputs.fill(
        'train',
        Uint32Array.from({ length: samplesPerShard }, (_, i) => first + i),
      );
    });
    model.setAnswers(16);
    model.writeInteger(model.dropoutSeedAt, 5);
    team.run(programs.load.map((id) => [id]));
    harness.teach();
    return harness;
  }

  /** Nested random blocks: about half of those of a level are in the next. */
  #randomise(): void {
    const { model } = this;
    const { matrices, vectors } = model.parameters;
    for (const { name, values } of vectors.values()) {
      const draws = new RandomStream(2, name, 'values');
      const view = model.memory.view(values);
      const centre = name.endsWith('.scale') ? 1 : 0;
      for (let i = 0; i < view.length; i++) view[i] = centre + 0.4 * (draws.uniform53(i) - 0.5);
    }
    for (const { name, values, rows, columns } of matrices.values()) {
      const draws = new RandomStream(2, name, 'values');
      const view = model.memory.view(values);
      // Rows beyond the matrix stay zero.
      for (let i = 0; i < view.length; i++)
        if (Math.floor(i / (4 * columns)) * 4 + (i % 4) < rows)
          view[i] = (draws.uniform53(i) - 0.5) * Math.sqrt(8 / columns);
    }
    for (const layer of model.prunable) {
      const draws = new RandomStream(3, layer.name, 'blocks');
      const levels = Uint8Array.from({ length: layer.weights.values.length / 4 }, (_, id) => {
        return Math.min(model.levels - 1, Math.floor(-Math.log2(1 - draws.uniform53(id))));
      });
      setLevels(layer, levels);
      this.levels.push(levels);
    }
    for (const [name, { mean, variance }] of model.parameters.statistics) {
      const draws = new RandomStream(2, name, 'statistics');
      model.memory
        .view(mean)
        .set(Float32Array.from({ length: mean.length }, (_, i) => draws.uniform53(i) - 0.5));
      model.memory
        .view(variance)
        .set(Float32Array.from({ length: mean.length }, (_, i) => 0.5 + draws.uniform53(i, 1)));
    }
  }

  /** Answers of the teacher, where there is one, as probabilities in the order of `logits`. */
  teach(): readonly (readonly (readonly number[])[])[] {
    const { model, programs } = this;
    if (!model.teacher || !programs.teacher) return [];
    this.#team.run(programs.teacher.prepare.map((id) => [id]));
    this.#team.run(programs.teacher.answer.map((id) => [id]));
    return model.teacher.shards.map(({ softTargets }) => this.#lanes(softTargets.targetsAt));
  }

  trained(): readonly Trained[] {
    const { model } = this;
    const dense = model.trained().map(({ name, values, gradients }) => ({
      ...{ name, values },
      gradient: () => {
        const shards = gradients.map((array) => model.memory.view(array));
        return Float64Array.from({ length: values.length }, (_, i) => shards[0]![i]! + shards[1]![i]!);
      },
    }));
    const tables = [...model.parameters.tables.values()].map((table) => ({
      ...{ name: table.name, values: table.values },
      gradient: () => {
        const sum = new Float64Array(table.values.length);
        for (const shard of [0, 1]) {
          const { rows, values } = table.gradient(model.memory, shard);
          rows.forEach((row, i) => {
            for (let c = 0; c < table.features; c++)
              sum[row * table.features + c]! += values[i * table.features + c]!;
          });
        }
        return sum;
      },
    }));
    return [...dense, ...tables];
  }

  /** Forward and backward at a level; the targets of sparser levels stay those of the newest run at level 0. */
  run(level: number, step: readonly number[] = this.programs.step[level]!): number {
    const { model, programs } = this;
    for (const { gradients } of model.trained())
      for (const array of gradients) model.memory.view(array).fill(0);
    this.#team.run(programs.prepare[level]!.map((id) => [id]));
    this.#team.run(model.shards.map((_, shard) => [programs.clear[shard]!, step[shard]!]));
    const shares = this.#shares;
    const mix = (share: number, one: number, rest: number) => share * one + (1 - share) * rest;
    const losses = model.shards.map(({ loss, teaching, distillation, sparseLoss }) =>
      level === 0
        ? mix(shares.teacher, teaching?.result().loss ?? 0, loss.result().loss)
        : mix(shares.labels, sparseLoss?.result().loss ?? 0, distillation.result().loss),
    );
    return losses.reduce((sum, loss) => sum + loss, 0) / 16;
  }

  /** Central difference of the loss along a direction. */
  difference(level: number, array: FloatArray, direction: Float64Array, step: number): number {
    const { memory } = this.model;
    const kept = memory.view(array).slice();
    const at = (sign: number) => {
      memory.view(array).set(kept.map((v, i) => v + sign * step * direction[i]!));
      return this.run(level);
    };
    const found = (at(1) - at(-1)) / (2 * step);
    memory.view(array).set(kept);
    return found;
  }

  /** Logits of all lanes at a level, with the stored statistics, [shards][lanes][classes]. */
  logits(level: number): readonly (readonly (readonly number[])[])[] {
    const { model, programs } = this;
    this.#team.run(programs.prepareEvaluation[level]!.map((id) => [id]));
    this.#team.run(model.shards.map((_, shard) => [programs.evaluate[level]![shard]!]));
    return model.shards.map(({ values }) => this.#lanes(values.get(model.plan.logits)!.at));
  }

  /** Values in the layout of the logits, [lanes][classes]. */
  #lanes(at: number): readonly (readonly number[])[] {
    const { model } = this;
    const { groups, groupBytes } = model.shards[0]!.values.get(model.plan.logits)!;
    const floats = model.memory.arena.floats(at, (groups * groupBytes) / 4);
    return Array.from({ length: groups * 8 }, (_, lane) =>
      Array.from({ length: model.plan.classes }, (_, c) => {
        return floats[(lane >> 3) * (groupBytes / 4) + c * 8 + (lane & 7)]!;
      }),
    );
  }

  /** Samples of an input of features, [samples][channels]. */
  input(name: string): readonly (readonly number[])[] {
    const { model } = this;
    return model.shards.flatMap(({ values }) => {
      const { at, channels, groups, groupBytes } = values.get(name)!;
      const floats = model.memory.arena.floats(at, (groups * groupBytes) / 4);
      return Array.from({ length: samplesPerShard }, (_, lane) =>
        Array.from({ length: channels }, (_, c) => floats[c * 8 + lane]!),
      );
    });
  }
}
