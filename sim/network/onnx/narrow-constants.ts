import onnxProto, { type onnx } from 'onnx-proto';
import { halfOfFloat } from './half-float.ts';

const { FLOAT, FLOAT16 } = onnxProto.onnx.TensorProto.DataType;

/** Smaller ones, biases and norms, keep their digits: they are few bytes. */
const fewest = 1024;

/**
 * Stores the float32 matrices of a graph as halves, each with a Cast back to float32 before the nodes, which any runtime folds
 * when it loads: half the bytes in the file, the same in memory. Values are rounded to 11 bits.
 * @returns number of matrices @throws RangeError for values beyond 65504
 */
export function narrowConstants(graph: onnx.IGraphProto): number {
  const casts: onnx.INodeProto[] = [];
  graph.initializer = (graph.initializer ?? []).map((tensor) => {
    const { name, dims, dataType, rawData } = tensor;
    if (dataType !== FLOAT || !name || !rawData || rawData.length < 4 * fewest || (dims ?? []).length < 2) {
      return tensor;
    }
    const floats = new DataView(rawData.buffer, rawData.byteOffset, rawData.byteLength);
    const halves = new DataView(new ArrayBuffer(rawData.length / 2));
    for (let i = 0; i < rawData.length; i += 4) {
      halves.setUint16(i / 2, halfOfFloat(floats.getFloat32(i, true)), true);
    }
    const half = `${name}.half`;
    casts.push({
      ...{ opType: 'Cast', name: half, input: [half], output: [name] },
      attribute: [{ name: 'to', type: onnxProto.onnx.AttributeProto.AttributeType.INT, i: FLOAT }],
    });
    return { name: half, dims: dims ?? [], dataType: FLOAT16, rawData: new Uint8Array(halves.buffer) };
  });
  graph.node = [...casts, ...(graph.node ?? [])];
  return casts.length;
}
