import { KernelProgram } from '../../../kernels/training/kernel-program.ts';
import type { TrainingPass } from '../../../kernels/training/training-operator.ts';
import type { TrainingValue } from '../../../kernels/training/training-value.ts';
import type { ShardModel } from './shard-model.ts';
import type { TrainingModel } from './training-model.ts';

/** Ids of the programs of a model, as the team runs them. */
export interface TrainingPrograms {
  readonly all: readonly KernelProgram[];
  /** [shard]: what was filled in becomes the values of the inputs. */
  readonly load: readonly number[];
  /** [level][shard]: forward and backward; level 0 learns the labels, the others its answers. */
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
  const prepare = (pass: TrainingPass) =>
    model.shards[0]!.operators.flatMap((operator) => {
      if (!operator.prepare) return [];
      const id = add((program) => operator.prepare!(program, pass));
      return all[id]!.calls.length > 0 ? [id] : [];
    });
  const tables = [...model.parameters.tables.values()];
  const each = Array.from({ length: parts }, (_, part) => part);
  return {
    load: byShard((shard, program) => shard.load(program)),
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
    statistics: levels.map((level) =>
      add((program) => {
        for (const statistics of model.parameters.statistics.values())
          if (level < statistics.levels) statistics.update(program, level, model.statisticsMomentumAt);
      }),
    ),
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
  const { operators, loss, softTargets, distillation, sparseLoss } = shard;
  for (const operator of operators) operator.forward(program, pass);
  const written = new Set<TrainingValue>();
  if (pass.level === 0) {
    loss.forward(program);
    softTargets.forward(program);
    loss.backward(program, pass, written);
  } else {
    distillation.forward(program);
    distillation.backward(program, pass, written);
    sparseLoss?.forward(program);
    sparseLoss?.backward(program, pass, written);
  }
  for (const operator of operators.toReversed()) operator.backward(program, pass, written);
}
