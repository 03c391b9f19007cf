import onnxProto, { type onnx as OnnxTypes } from 'onnx-proto';
import { floatOfHalf } from '../../sim/network/onnx/half-float.ts';

const { FLOAT, FLOAT16 } = onnxProto.onnx.TensorProto.DataType;

/**
 * The graph with its halves as the floats that a Cast makes of them, the Casts gone: what a runtime folds when it loads, and
 * what a quantiser looks for.
 */
export function widenConstants(graph: OnnxTypes.IGraphProto): OnnxTypes.IGraphProto {
  const halves = new Map(
    (graph.initializer ?? []).filter(({ dataType }) => dataType === FLOAT16).map((t) => [t.name!, t]),
  );
  const widened: OnnxTypes.ITensorProto[] = [];
  const node = (graph.node ?? []).filter(({ opType, input, output }) => {
    const half = opType === 'Cast' ? halves.get(input?.[0] ?? '') : undefined;
    if (!half) return true;
    const bits = new Uint16Array(new Uint8Array(half.rawData!).buffer);
    const floats = Float32Array.from(bits, floatOfHalf);
    const rawData = new Uint8Array(floats.buffer);
    widened.push({ name: output![0]!, dims: half.dims ?? [], dataType: FLOAT, rawData });
    return false;
  });
  const initializer = [...(graph.initializer ?? []).filter(({ name }) => !halves.has(name!)), ...widened];
  return { ...graph, node, initializer };
}
