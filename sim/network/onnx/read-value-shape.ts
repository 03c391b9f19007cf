import type { onnx } from 'onnx-proto';
import type { Refuse } from './model-error.ts';

/**
 * Name and shape, for batch 1, of the graph's input. The first dimension may be free (dynamic batch); the others may
 * not, since memory and operations depend on them.
 */
export function readValueShape(
  value: onnx.IValueInfoProto,
  refuse: Refuse,
): { readonly name: string; readonly shape: readonly number[] } {
  const name = value.name ?? '';
  const dims = value.type?.tensorType?.shape?.dim;
  if (!dims || dims.length === 0) {
    return refuse('E_MODEL_SHAPE', `input '${name}' has no shape; export the model with one`);
  }
  const shape = dims.map((dim, axis) => {
    const size = Number(dim.dimValue ?? 0);
    if (size > 0) {
      if (axis === 0 && size !== 1) {
        refuse(
          'E_MODEL_SHAPE',
          `input '${name}' has a fixed batch of ${size}; export with a free batch or with 1`,
        );
      }
      return size;
    }
    if (axis > 0) {
      refuse(
        'E_MODEL_SHAPE',
        `dimension ${axis} of input '${name}' is free ('${dim.dimParam ?? ''}'); only the batch (dimension 0) may be`,
      );
    }
    return 1;
  });
  return { name, shape };
}
