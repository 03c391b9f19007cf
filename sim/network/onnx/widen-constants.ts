import onnxProto, { type onnx } from 'onnx-proto';
import { floatOfHalf } from './half-float.ts';

const { FLOAT, FLOAT16 } = onnxProto.onnx.TensorProto.DataType;

/**
 * Puts float32 constants in place of those of halves that a Cast makes float32, as files have them whose weights take half the
 * bytes. Halves that something else reads stay, for the reader to refuse.
 */
export function widenConstants(graph: onnx.IGraphProto): void {
  const initialisers = graph.initializer ?? [];
  const halves = new Map(initialisers.flatMap((t) => (t.dataType === FLOAT16 ? [[t.name ?? '', t]] : [])));
  if (halves.size === 0) return;
  const widened: onnx.ITensorProto[] = [];
  const nodes = (graph.node ?? []).filter(({ opType, input, output, attribute }) => {
    const half = opType === 'Cast' ? halves.get(input?.[0] ?? '') : undefined;
    if (!half || Number((attribute ?? []).find(({ name }) => name === 'to')?.i) !== FLOAT) return true;
    widened.push({ ...asFloats(half), name: output?.[0] ?? '' });
    return false;
  });
  const read = new Set(nodes.flatMap(({ input }) => input ?? []));
  graph.initializer = [
    ...initialisers.filter(({ name }) => !halves.has(name ?? '') || read.has(name ?? '')),
    ...widened,
  ];
  graph.node = nodes;
}

function asFloats({ dims, rawData, int32Data }: onnx.ITensorProto): onnx.ITensorProto {
  const raw = rawData && rawData.length > 0 ? rawData : null;
  const view = raw && new DataView(raw.buffer, raw.byteOffset, raw.byteLength);
  const count = raw ? Math.floor(raw.length / 2) : (int32Data ?? []).length;
  const floats = new DataView(new ArrayBuffer(4 * count));
  for (let i = 0; i < count; i++) {
    floats.setFloat32(4 * i, floatOfHalf(view ? view.getUint16(2 * i, true) : int32Data![i]!), true);
  }
  return { dims: dims ?? [], dataType: FLOAT, rawData: new Uint8Array(floats.buffer) };
}
