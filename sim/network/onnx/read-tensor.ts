import type { onnx } from 'onnx-proto';
import type { Tensor } from '../network.ts';
import type { Refuse } from './model-error.ts';

// TensorProto.DataType and DataLocation of the ONNX specification.
const float32 = 1;
const int8 = 3;
const int32 = 6;
const int64 = 7;
const external = 1;

/**
 * Reads a constant. float32, int8, int32 and int64 (values that fit into int32) are allowed; every float must be finite.
 * @throws through `refuse`: E_MODEL_TENSOR, E_MODEL_NOT_FINITE
 */
export function readTensor(proto: onnx.ITensorProto, name: string, refuse: Refuse): Tensor {
  const shape = (proto.dims ?? []).map(Number);
  let count = 1;
  for (const dim of shape) {
    if (!Number.isInteger(dim) || dim < 0) {
      refuse(
        'E_MODEL_TENSOR',
        `tensor '${name}' has the shape [${shape}]; dimensions are integers of 0 or more`,
      );
    }
    count *= dim;
  }
  if (proto.dataLocation === external || (proto.externalData ?? []).length > 0) {
    refuse('E_MODEL_TENSOR', `tensor '${name}' lies in another file; save the model with its weights inside`);
  }
  const raw = proto.rawData && proto.rawData.length > 0 ? proto.rawData : null;
  const type = proto.dataType ?? 0;
  if (type !== float32 && type !== int8 && type !== int32 && type !== int64) {
    refuse(
      'E_MODEL_TENSOR',
      `tensor '${name}' has ONNX data type ${type}; 1 (float32), 3 (int8), 6 (int32) and 7 (int64) are read, and 10 (float16) where a Cast makes it float32`,
    );
  }
  const width = type === int64 ? 8 : type === int8 ? 1 : 4;
  const plain = type === float32 ? proto.floatData : type === int64 ? proto.int64Data : proto.int32Data;
  const found = raw ? raw.length / width : (plain ?? []).length;
  if (found !== count) {
    refuse(
      'E_MODEL_TENSOR',
      `tensor '${name}' of shape [${shape}] needs ${count} values, the file holds ${found}`,
    );
  }
  const view = raw ? new DataView(raw.buffer, raw.byteOffset, raw.byteLength) : null;
  if (type === float32) {
    const data = new Float32Array(count);
    for (let i = 0; i < count; i++) {
      data[i] = view ? view.getFloat32(4 * i, true) : plain![i]!;
      if (!Number.isFinite(data[i])) {
        refuse(
          'E_MODEL_NOT_FINITE',
          `tensor '${name}' holds ${data[i]} at index ${i} of ${count}; weights must be finite: train or export again`,
        );
      }
    }
    return { shape, data };
  }
  if (type === int8) {
    if (!view) return { shape, data: Int8Array.from(plain as readonly number[]) };
    return { shape, data: new Int8Array(raw!.buffer, raw!.byteOffset, count).slice() };
  }
  const data = new Int32Array(count);
  for (let i = 0; i < count; i++) {
    const value = view
      ? type === int32
        ? view.getInt32(4 * i, true)
        : Number(view.getBigInt64(8 * i, true))
      : Number(plain![i]!);
    data[i] = value;
    if (data[i] !== value) {
      refuse(
        'E_MODEL_TENSOR',
        `tensor '${name}' holds ${value} at index ${i}; integers must fit into 32 bits`,
      );
    }
  }
  return { shape, data };
}
