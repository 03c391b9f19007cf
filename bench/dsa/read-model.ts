import { readFileSync } from 'node:fs';
import onnxProto from 'onnx-proto';
import { widenConstants } from '../../sim/network/onnx/widen-constants.ts';

const { ModelProto } = onnxProto.onnx;

/** The bytes of a network for peers, with float32 constants whatever the file holds. */
export function readModel(file: string): Uint8Array {
  const model = ModelProto.decode(readFileSync(file));
  widenConstants(model.graph!);
  return ModelProto.encode(model).finish();
}
