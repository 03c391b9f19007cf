import type { onnx } from 'onnx-proto';
import type { NetworkValue } from '../network.ts';
import { dimsKey } from './metadata-keys.ts';
import type { Refuse } from './model-error.ts';

/** TensorProto.DataType of the ONNX specification. */
const types: Readonly<Record<number, NetworkValue['type']>> = { 1: 'float32', 6: 'int32', 7: 'int64' };

/**
 * An input of the graph. Its first dimension may be free (dynamic batch); another may only where `dims` states the
 * largest size, since memory and operations depend on it.
 */
export function readInput(
  value: onnx.IValueInfoProto,
  largest: Readonly<Record<string, number>>,
  refuse: Refuse,
): NetworkValue {
  const { name, type, dims } = readValue(value, refuse);
  if (dims.length === 0) {
    return refuse('E_MODEL_SHAPE', `input '${name}' has no shape; export the model with one`);
  }
  const shape = dims.map((dim, axis) => {
    if (axis === 0) {
      if (typeof dim === 'number' && dim !== 1) {
        refuse(
          'E_MODEL_SHAPE',
          `input '${name}' has a fixed batch of ${dim}; export with a free batch or with 1`,
        );
      }
      return 1;
    }
    if (typeof dim === 'number') return dim;
    const size = Object.hasOwn(largest, dim) ? largest[dim]! : 0;
    if (size > 0) return size;
    return refuse(
      'E_MODEL_SHAPE',
      `dimension ${axis} of input '${name}' is free ('${dim}'); only the batch (dimension 0) may be, and those whose ` +
        `largest size the metadata '${dimsKey}' states`,
    );
  });
  return { name, type, dims, shape };
}

/** Name, type and dimensions of an input or output, as the file gives them. */
export function readValue(value: onnx.IValueInfoProto, refuse: Refuse): Omit<NetworkValue, 'shape'> {
  const name = value.name ?? '';
  const tensor = value.type?.tensorType;
  const type = types[tensor?.elemType ?? 0];
  if (!type) {
    return refuse(
      'E_MODEL_GRAPH',
      `'${name}' has ONNX data type ${tensor?.elemType ?? 0}; inputs and outputs are 1 (float32), 6 (int32) or 7 (int64)`,
    );
  }
  const dims = (tensor?.shape?.dim ?? []).map((dim) => Number(dim.dimValue ?? 0) || (dim.dimParam ?? ''));
  return { name, type, dims };
}
