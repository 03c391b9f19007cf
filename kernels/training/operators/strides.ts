import type { TrainingValue } from '../training-value.ts';

/** Distances in bytes as the kernels take them: group, plane, row. */
export function strides(value: TrainingValue): [group: number, plane: number, row: number] {
  return [value.groupBytes, value.planeBytes, value.rowBytes];
}
