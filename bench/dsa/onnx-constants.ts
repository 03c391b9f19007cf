import onnxProto, { type onnx as OnnxTypes } from 'onnx-proto';

// The package is CommonJS: its names exist on the default export only.
const { onnx } = onnxProto;
const type = onnx.TensorProto.DataType;

/** An initialiser of a file. */
export interface ConstantTensor {
  readonly shape: readonly number[];
  readonly data: Float32Array | Int8Array | Uint8Array | Int32Array | BigInt64Array;
}

const forms = [
  [type.FLOAT, Float32Array],
  [type.INT8, Int8Array],
  [type.UINT8, Uint8Array],
  [type.INT32, Int32Array],
  [type.INT64, BigInt64Array],
] as const;

/** @throws Error for a type that the benchmark's networks do not have, or one without raw bytes */
export function constantOf(tensor: OnnxTypes.ITensorProto): ConstantTensor {
  const form = forms.find(([code]) => code === tensor.dataType);
  if (!form || !tensor.rawData)
    throw new Error(`${tensor.name}: data type ${tensor.dataType}, raw bytes of a known type are needed`);
  // Copied: bytes of a file need not lie at a multiple of the element size. `slice` of a Buffer would not.
  const data = new form[1](new Uint8Array(tensor.rawData).buffer);
  return { shape: (tensor.dims ?? []).map(Number), data };
}

export function tensorOf(name: string, { shape, data }: ConstantTensor): OnnxTypes.ITensorProto {
  const [dataType] = forms.find(([, Type]) => data instanceof Type)!;
  const rawData = new Uint8Array(data.buffer, data.byteOffset, data.byteLength);
  return onnx.TensorProto.create({ name, dims: [...shape], dataType, rawData });
}
