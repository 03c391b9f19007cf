import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { CheckpointError } from '../checkpoint/checkpoint-error.ts';
import { readCheckpoint } from '../checkpoint/read-checkpoint.ts';
import type { NetworkPlan } from '../plan/network-plan.ts';
import { scaleWidths } from '../plan/scale-widths.ts';
import { teacherOf } from '../spec/teacher-of.ts';
import { type TrainSpec, trainSchema } from '../spec/train-schema.ts';
import type { OpenTask } from '../task/open-task.ts';

/** A trained network that another one learns from. */
export interface Teacher {
  readonly plan: NetworkPlan;
  /** Of the checkpoint that the weights are from. */
  readonly file: string;
  readonly specHash: string;
  /** Weights and statistics by the names that checkpoints give them; averages where the run kept any. */
  readonly arrays: ReadonlyMap<string, Float32Array>;
}

const resultSchema = z.object({
  ended: z.literal(['finished', 'stopped early']),
  spec: trainSchema,
});

/**
 * The finished dense run that a description names as its teacher: of the same task, of any widths and depth.
 * @throws CheckpointError where it is missing, unfinished, of another task or sparse
 */
export function readTeacher(spec: TrainSpec, { planOf }: Pick<OpenTask, 'planOf'>): Teacher | null {
  const named = teacherOf(spec.method);
  if (!named) return null;
  const folder = named.folder.replaceAll('{seed}', String(spec.seed));
  const run = readRun(join(folder, 'result.json'), spec.task);
  const file = join(folder, run.patience > 0 ? 'best' : 'checkpoint');
  const { arrays, specHash } = readCheckpoint(file);
  const weights = [...arrays].map(
    ([name, values]) => [name, arrays.get(`optimiser:${name}.average`) ?? values] as const,
  );
  return { plan: planOf(scaleWidths(run.network, run.width)), file, specHash, arrays: new Map(weights) };
}

function readRun(file: string, task: TrainSpec['task']) {
  const refuse = (message: string) => new CheckpointError(file, message);
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
    throw refuse('is not there; train the teacher to its end first (the same command with --method dense)');
  }
  const { data } = resultSchema.safeParse(parsed(text));
  if (!data) throw refuse('is not the result of a run that finished; train the teacher to its end first');
  if (data.spec.task !== task)
    throw refuse(`is of task ${data.spec.task}; a teacher has the task ${task}, too`);
  if (data.spec.method.kind !== 'dense')
    throw refuse(`is of method ${data.spec.method.kind}; a teacher is dense`);
  return data.spec;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
