import { CheckpointError } from '../checkpoint/checkpoint-error.ts';
import { namedWeights } from '../model/named-weights.ts';
import type { TeacherModel } from '../model/teacher-model.ts';
import type { Teacher } from './read-teacher.ts';

/** Gives a teacher's weights and batch-norm statistics to its model. @throws CheckpointError where one is missing */
export function teacherWeights(
  model: TeacherModel,
  { arrays, file }: Pick<Teacher, 'arrays' | 'file'>,
): void {
  const statistics = [...model.parameters.statistics].flatMap(([name, { mean, variance }]) => [
    [`${name}.mean`, model.memory.view(mean)] as const,
    [`${name}.variance`, model.memory.view(variance)] as const,
  ]);
  for (const [name, array] of [...namedWeights(model), ...statistics]) {
    const found = arrays.get(name);
    if (found?.length !== array.length)
      throw new CheckpointError(
        file,
        `${name}: ${found?.length ?? 'no'} values, not ${array.length}; train the teacher anew with --fresh`,
      );
    array.set(found);
  }
}
