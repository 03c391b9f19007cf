import type { KernelBuild } from '../../../kernels/backends/wasm/kernel-build.ts';
import { TrainingTeam } from '../../../kernels/training/training-team.ts';
import type { Part } from '../../data/split/part.ts';
import { permutation } from '../../engine/random/permutation.ts';
import { RandomStream } from '../../engine/random/random-stream.ts';
import { InputError } from '../../schema/input-error.ts';
import { balancedOrder } from '../feed/balanced-order.ts';
import type { TaskFeed } from '../feed/task-feed.ts';
import { actualSparsities } from '../method/actual-sparsities.ts';
import { learningRate } from '../method/learning-rate.ts';
import { makeMethod } from '../method/make-method.ts';
import type { SparsityMethod } from '../method/sparsity-method.ts';
import { TrainingModel } from '../model/training-model.ts';
import { type TeacherPrograms, type TrainingPrograms, trainingPrograms } from '../model/training-programs.ts';
import type { NetworkPlan } from '../plan/network-plan.ts';
import { teacherOf } from '../spec/teacher-of.ts';
import type { TrainSpec } from '../spec/train-schema.ts';
import type { Teacher } from '../start/read-teacher.ts';
import { teacherWeights } from '../start/teacher-weights.ts';
import { DivergenceError } from './divergence-error.ts';
import type { Evaluation } from './evaluation.ts';
import { isSound } from './is-sound.ts';
import { readAnswers } from './read-answers.ts';

export interface SessionOptions {
  readonly spec: TrainSpec;
  readonly plan: NetworkPlan;
  readonly feed: TaskFeed;
  /** Where the method of the description names one. */
  readonly teacher?: Teacher | null;
  readonly threads: number;
  readonly build: KernelBuild;
}

/** Sums over the answers of a step, of the densest level. */
export interface StepResult {
  readonly loss: number;
  readonly correct: number;
  readonly counted: number;
}

const momentumOfStatistics = 0.1;

const invalid = (path: string, message: string) =>
  new InputError([{ file: '', line: 0, column: 0, code: 'E_VALUE', path, message }]);

/** A model with its threads: steps, epochs and evaluations. Results depend on the description alone, not on threads. */
export class TrainingSession {
  readonly spec: TrainSpec;
  readonly model: TrainingModel;
  readonly method: SparsityMethod;
  readonly stepsPerEpoch: number;
  readonly #feed: TaskFeed;
  readonly #programs: TrainingPrograms;
  readonly #team: TrainingTeam;
  readonly #perShard: number;

  private constructor(
    options: SessionOptions,
    model: TrainingModel,
    method: SparsityMethod,
    programs: TrainingPrograms,
    team: TrainingTeam,
  ) {
    this.spec = options.spec;
    this.#feed = options.feed;
    this.model = model;
    this.method = method;
    this.#programs = programs;
    this.#team = team;
    this.#perShard = options.spec.batch / options.spec.shards;
    this.stepsPerEpoch = Math.floor(options.feed.samples.train / options.spec.batch);
  }

  static async open(options: SessionOptions): Promise<TrainingSession> {
    const { spec, plan, feed, threads, build } = options;
    if (feed.samples.train < spec.batch)
      throw invalid('batch', `is ${spec.batch}; there are only ${feed.samples.train} training samples.`);
    const method = makeMethod(spec.method, spec.seed);
    const { optimiser } = spec;
    const ladder = spec.method.kind === 'ladder' ? spec.method : null;
    const share = teacherOf(spec.method)?.share;
    if (share !== undefined && !options.teacher)
      throw new Error('the description has a teacher; give it, too');
    const model = new TrainingModel({
      ...{ plan, feed, sparse: method.sparse, shards: spec.shards, seed: spec.seed },
      samplesPerShard: spec.batch / spec.shards,
      optimiser: { ...optimiser, ...(spec.average ? { averageDecay: spec.average } : {}) },
      labelSmoothing: spec.labelSmoothing,
      temperature: ladder?.temperature ?? 1,
      labelShare: ladder?.labelShare ?? 0,
      ...(options.teacher && share !== undefined ? { teacher: { plan: options.teacher.plan, share } } : {}),
    });
    const programs = trainingPrograms(model, spec.method.kind === 'rigl');
    const team = await TrainingTeam.start(model.memory, programs.all, { threads, build });
    const session = new TrainingSession(options, model, method, programs, team);
    if (options.teacher) session.#meet(options.teacher);
    return session;
  }

  get steps(): number {
    return this.spec.epochs * this.stepsPerEpoch;
  }

  /** Whether, after so many steps, the sparsities are those that the method's levels are named by. */
  isSettled(step: number): boolean {
    return (step - 1) / this.steps >= this.method.settledFrom || this.method.settledFrom === 0;
  }

  /** Begins an epoch: order of its training samples. */
  order(epoch: number): Uint32Array {
    this.#feed.startEpoch?.(epoch);
    const stream = new RandomStream(this.spec.seed, `epoch ${epoch}`, 'order');
    const { trainLabels, samples } = this.#feed;
    return trainLabels
      ? balancedOrder(trainLabels, this.spec.balance, stream)
      : permutation(samples.train, stream);
  }

  /** One step on the first `batch` of `ids`; sums over its answers. @throws DivergenceError */
  step(step: number, ids: Uint32Array): StepResult {
    const { model, spec } = this;
    const programs = this.#programs;
    const progress = step / this.steps;
    const plan = this.method.before(model, step, progress);
    this.#prepareStep(step, progress);
    this.#fill('train', ids, step);
    this.#team.run(plan.levels.flatMap((level) => programs.prepare[level]!.map((id) => [id])));
    if (plan.growth) this.#grow(step, progress);
    this.#team.run(
      model.shards.map((_, shard) => [
        programs.clear[shard]!,
        programs.load[shard]!,
        ...(programs.teacher ? [programs.teacher.answer[shard]!] : []),
        ...plan.levels.map((level) => programs.step[level]![shard]!),
      ]),
    );
    const found = this.#found();
    const mean = found.loss / Math.max(1, found.counted);
    if (!isSound(mean, model.plan.classes)) throw new DivergenceError(step, mean);
    const ends = [...programs.tables, ...plan.levels.map((level) => programs.statistics[level]!)].map(
      (id) => [id],
    );
    if (spec.clipNorm === undefined) {
      this.#team.run([...programs.reduce.map((id, part) => [id, programs.update[part]!]), ...ends]);
    } else {
      this.#team.run(programs.reduce.map((id) => [id]));
      model.optimiser.clip(spec.clipNorm);
      this.#team.run([...programs.update.map((id) => [id]), ...ends]);
    }
    return found;
  }

  /** Accuracy of every level on a part, with the statistics as they are. */
  evaluate(part: Part, levels = this.method.sparsities.keys()): readonly Evaluation[] {
    const sparsities = actualSparsities(this.method);
    return [...levels].map((level) => {
      const total = { loss: 0, counted: 0 };
      const { classes } = this.model.plan;
      const byClass = Array.from({ length: classes }, () => ({ answers: 0, correct: 0 }));
      this.#team.run(this.#programs.prepareEvaluation[level]!.map((id) => [id]));
      this.#over(
        part,
        Uint32Array.from({ length: this.#feed.samples[part] }, (_, i) => i),
        (shard) => this.#programs.evaluate[level]![shard]!,
        () => {
          const found = this.#found();
          total.loss += found.loss;
          total.counted += found.counted;
          this.model.shards.forEach(({ values }, shard) => {
            const logits = values.get(this.model.plan.logits)!;
            readAnswers(
              this.model.memory,
              logits,
              classes,
              this.model.inputs[shard]!.labelsAt,
              (label, answer) => {
                byClass[label]!.answers++;
                if (label === answer) byClass[label]!.correct++;
              },
            );
          });
        },
      );
      return {
        level,
        sparsity: sparsities[level]!,
        loss: total.loss / total.counted,
        accuracy: byClass.reduce((sum, { correct }) => sum + correct, 0) / total.counted,
        answers: total.counted,
        classes: byClass,
      };
    });
  }

  /**
   * Evaluates what the run would give now: with averaged weights where there are any, and batch-norm statistics measured
   * anew. Training goes on from where it was.
   */
  evaluateAveraged(part: Part): readonly Evaluation[] {
    return this.withResult(() => this.evaluate(part));
  }

  /** Runs `work` on the weights and statistics of the result, then puts those of training back. */
  withResult<T>(work: () => T): T {
    const { model, spec } = this;
    const { memory } = model;
    const arrays = [
      ...model.trained().map(({ values }) => values),
      ...[...model.parameters.statistics.values()].flatMap(({ mean, variance }) => [mean, variance]),
    ];
    const kept = arrays.map((array) => memory.view(array).slice());
    try {
      if (spec.average) model.takeAverages();
      this.calibrate(spec.calibrationSamples);
      return work();
    } finally {
      arrays.forEach((array, i) => {
        memory.view(array).set(kept[i]!);
      });
    }
  }

  /** Measures batch-norm statistics of every level anew: plain means over `samples` training samples, not augmented. */
  calibrate(samples: number): void {
    const { model } = this;
    const { prepare, observe, statistics } = this.#programs;
    if (model.parameters.statistics.size === 0) return;
    for (let level = 0; level < model.levels; level++)
      this.#measure(samples, {
        ...{ prepare: prepare[level]!, observe: observe[level]!, statistics: statistics[level]! },
      });
  }

  /** Statistics are measured anew because those of a checkpoint do not belong to averaged weights. */
  #meet(teacher: Teacher): void {
    const programs = this.#programs.teacher;
    if (!this.model.teacher || !programs) return;
    teacherWeights(this.model.teacher, teacher);
    if (this.model.teacher.parameters.statistics.size > 0)
      this.#measure(this.spec.calibrationSamples, programs);
    else this.#team.run(programs.prepare.map((id) => [id]));
  }

  #measure(
    samples: number,
    { prepare, observe, statistics }: Pick<TeacherPrograms, 'prepare' | 'observe' | 'statistics'>,
  ): void {
    const { model, spec } = this;
    this.#team.run(prepare.map((id) => [id]));
    if (samples === 0) return;
    // A fixed draw, not the first samples: a data set may be in an order of its own.
    const ids = permutation(this.#feed.samples.train, new RandomStream(0, 'calibration', 'order'));
    const full = Math.max(1, Math.floor(Math.min(samples, this.#feed.samples.train) / spec.batch));
    let seen = 0;
    this.#over(
      'train',
      ids.subarray(0, full * spec.batch),
      (shard) => observe[shard]!,
      () => {
        model.writeFloat(model.statisticsMomentumAt, 1 / ++seen);
        this.#team.run([[statistics]]);
      },
    );
  }

  async close(): Promise<void> {
    await this.#team.close();
  }

  /** Runs a program of every shard over samples of a part, a batch at a time. */
  #over(part: Part, ids: Uint32Array, program: (shard: number) => number, after: () => void): void {
    for (let from = 0; from < ids.length; from += this.spec.batch) {
      this.#fill(part, ids.subarray(from));
      this.#team.run(this.model.shards.map((_, shard) => [this.#programs.load[shard]!, program(shard)]));
      after();
    }
  }

  #fill(part: Part, ids: Uint32Array, step?: number): void {
    const stream = new RandomStream(this.spec.seed, 'samples', 'augmentation');
    this.model.inputs.forEach((inputs, shard) => {
      const from = shard * this.#perShard;
      const own = ids.subarray(from, from + this.#perShard);
      const draws = step === undefined ? undefined : { stream, from: step * this.spec.batch + from };
      inputs.fill(part, own, draws);
    });
  }

  #found(): StepResult {
    return this.model.shards
      .map(({ loss }) => loss.result())
      .reduce((a, b) => ({
        loss: a.loss + b.loss,
        correct: a.correct + b.correct,
        counted: a.counted + b.counted,
      }));
  }

  #prepareStep(step: number, progress: number): void {
    const { model, spec } = this;
    const rate = spec.optimiser.rate * learningRate(spec.schedule, progress);
    model.optimiser.setRate(rate, step + 1);
    for (const table of model.parameters.tables.values()) {
      const { optimiser } = spec;
      const moments =
        optimiser.kind === 'adam'
          ? { beta1: optimiser.beta1, beta2: optimiser.beta2, epsilon: optimiser.epsilon }
          : {};
      table.setRates(model.memory, { rate, step: step + 1, ...moments });
    }
    model.writeFloat(model.statisticsMomentumAt, momentumOfStatistics);
    model.setAnswers(this.#answers());
    model.writeInteger(model.dropoutSeedAt, step + 1);
  }

  /** Answers that the gradient of a step is the mean over: samples; for tokens their usual number. */
  #answers(): number {
    return this.spec.batch * this.#feed.answersPerSample;
  }

  /** Gradients of all weights on this batch, for methods that bring blocks in; they leave no other trace. */
  #grow(step: number, progress: number): void {
    const { model } = this;
    const programs = this.#programs;
    this.#team.run(
      model.shards.map((_, shard) => [
        programs.clear[shard]!,
        programs.load[shard]!,
        programs.growth[shard]!,
      ]),
    );
    this.#team.run(programs.reduce.map((id) => [id]));
    const gradients = model.prunable.map(({ weights }) => model.memory.view(weights.gradients[0]!).slice());
    for (const { gradients: arrays } of model.trained())
      for (const array of arrays) model.memory.view(array).fill(0);
    this.method.grow!(model, step, progress, gradients);
    this.#team.run(programs.prepare[0]!.map((id) => [id]));
  }
}
