import type { MethodSpec } from './train-schema.ts';

/** The teacher that a method names. */
export const teacherOf = (method: MethodSpec) => ('teacher' in method ? method.teacher : undefined);
