import { KernelProgram } from '../../../kernels/training/kernel-program.ts';
import type { TrainingPass } from '../../../kernels/training/training-operator.ts';
import type { TrainingValue } from '../../../kernels/training/training-value.ts';
import type { ModelParameters } from './model-parameters.ts';
import type { ShardModel } from './shard-model.ts';
import type { TeacherModel } from './teacher-model.ts';
import type { TrainingModel } from './training-model.ts';

/** Ids of the programs of a model, as the team runs them. */
export interface TrainingPrograms {
  readonly all: readonly KernelProgram[];
  /** [shard]: what was filled in becomes the values of the inputs. */
  readonly load: readonly number[];
  /** Of the teacher; null where there is none. */
  readonly teacher: TeacherPrograms | null;
  /** [level][shard]: forward and backward; level 0 learns labels, the others its answers, or all those of the teacher. */
  readonly step: readonly (readonly number[])[];
  /** [shard]: as `step` of level 0, with gradients of all weights, active or not; empty where nothing needs them. */
  readonly growth: readonly number[];
  /** [level][layer]: copies of the weights that the passes read. */
  readonly prepare: readonly (readonly number[])[];
  /** [level][layer]: the same for evaluation. */
  readonly prepareEvaluation: readonly (readonly number[])[];
  /** [level][shard]: forward with stored statistics, loss and hits. */
  readonly evaluate: readonly (readonly number[])[];
  /** [level][shard]: forward with the statistics of the shard. */
  readonly observe: readonly (readonly number[])[];
  /** [level]: folds the statistics of the shards. */
  readonly statistics: readonly number[];
  /** [part]: shard gradients into one, with their squares. */
  readonly reduce: readonly number[];
  /** [part] */
  readonly update: readonly number[];
  /** [shard]: forgets the gradients of embedding tables. */
  readonly clear: readonly number[];
  /** [part]: steps of ranges of embedding tables. */
  readonly tables: readonly number[];
}

export interface TeacherPrograms {
  /** [layer]: copies of the weights that the passes read; once is enough. */
  readonly prepare: readonly number[];
  /** [shard]: answers to the samples that were filled in. */
  readonly answer: readonly number[];
  /** [shard]: forward with the statistics of the shard. */
  readonly observe: readonly number[];
  /** Folds the statistics of the shards. */
  readonly statistics: number;
}

/** Programs of the optimiser: as many as threads may share. */
const parts = 8;

/** Compiles all programs of a model. @param growth whether gradients of inactive weights are wanted, too */
export function trainingPrograms(model: TrainingModel, growth: boolean): TrainingPrograms {
  const all: KernelProgram[] = [];
  const add = (fill: (program: KernelProgram) => void): number => {
    const program = new KernelProgram();
    fill(program);
    return all.push(program) - 1;
  };
  const levels = Array.from({ length: model.levels }, (_, level) => level);
  const byShard = (fill: (shard: ShardModel, program: KernelProgram) => void) =>
    model.shards.map((shard) => add((program) => fill(shard, program)));
  const prepare = (pass: TrainingPass, { operators }: Pick<ShardModel, 'operators'> = model.shards[0]!) =>
    operators.flatMap((operator) => {
      if (!operator.prepare) return [];
      const id = add((program) => operator.prepare!(program, pass));
      return all[id]!.calls.length > 0 ? [id] : [];
    });
  const foldStatistics = ({ statistics }: ModelParameters, level: number) =>
    add((program) => {
      for (const of of statistics.values())
        if (level < of.levels) of.update(program, level, model.statisticsMomentumAt);
    });
  const teacherPrograms = ({ parameters, shards }: TeacherModel): TeacherPrograms => {
    const pass = (shard: number, mode: TrainingPass['mode'], program: KernelProgram) => {
      const { operators, values } = shards[shard]!;
      model.inputs[shard]!.load(program, values);
      for (const operator of operators) operator.forward(program, { level: 0, mode });
    };
    return {
      prepare: prepare({ level: 0, mode: 'evaluate' }, shards[0]),
      answer: shards.map(({ softTargets }, shard) =>
        add((program) => {
          pass(shard, 'evaluate', program);
          softTargets.forward(program);
        }),
      ),
      observe: shards.map((_, shard) => add((program) => pass(shard, 'train', program))),
      statistics: foldStatistics(parameters, 0),
    };
  };
  const tables = [...model.parameters.tables.values()];
  const each = Array.from({ length: parts }, (_, part) => part);
  return {
    load: byShard((shard, program) => shard.load(program)),
    teacher: model.teacher ? teacherPrograms(model.teacher) : null,
    step: levels.map((level) =>
      byShard((shard, program) => trainLevel(shard, program, { level, mode: 'train' })),
    ),
    growth: growth
      ? byShard((shard, program) => trainLevel(shard, program, { level: 0, mode: 'train', allWeights: true }))
      : [],
    prepare: levels.map((level) => prepare({ level, mode: 'train' })),
    prepareEvaluation: levels.map((level) => prepare({ level, mode: 'evaluate' })),
    evaluate: levels.map((level) =>
      byShard((shard, program) => {
        for (const operator of shard.operators) operator.forward(program, { level, mode: 'evaluate' });
        shard.loss.forward(program);
      }),
    ),
    observe: levels.map((level) =>
      byShard((shard, program) => {
        for (const operator of shard.operators) operator.forward(program, { level, mode: 'train' });
      }),
    ),
    statistics: levels.map((level) => foldStatistics(model.parameters, level)),
    reduce: each.map((part) => add((program) => model.optimiser.appendReduce(program, part, parts, true))),
    update: each.map((part) => add((program) => model.optimiser.appendUpdate(program, part, parts))),
    clear: model.shards.map((_, shard) =>
      add((program) => {
        for (const table of tables) table.clear(program, shard);
      }),
    ),
    tables: tables.flatMap((table) => {
      const rows = Math.ceil(table.rows / parts);
      return each.map((part) =>
        add((program) => {
          table.update(program, Math.min(table.rows, part * rows), Math.min(table.rows, (part + 1) * rows));
        }),
      );
    }),
    all,
  };
}

function trainLevel(shard: ShardModel, program: KernelProgram, pass: TrainingPass): void {
  const { operators, loss, ownTargets, teaching, distillation, sparseLoss } = shard;
  for (const operator of operators) operator.forward(program, pass);
  const written = new Set<TrainingValue>();
  if (pass.level === 0) {
    loss.forward(program);
    ownTargets?.forward(program);
    loss.backward(program, pass, written);
    teaching?.forward(program);
    teaching?.backward(program, pass, written);
  } else {
    distillation.forward(program);
    distillation.backward(program, pass, written);
    sparseLoss?.forward(program);
    sparseLoss?.backward(program, pass, written);
  }
  for (const operator of operators.toReversed()) operator.backward(program, pass, written);
}
