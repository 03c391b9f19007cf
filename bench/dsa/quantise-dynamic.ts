import onnxProto, { type onnx as OnnxTypes } from 'onnx-proto';
import { type ConstantTensor, constantOf, tensorOf } from './onnx-constants.ts';
import { widenConstants } from './widen-constants.ts';

const { onnx } = onnxProto;
const type = onnx.TensorProto.DataType;

/**
 * The int8 form of a network of tokens for ONNX Runtime: products with constant weights become DynamicQuantizeLinear and
 * MatMulInteger with int8 weights a column, which its optimisations join; the rest stays fp32.
 * null: there are no such products.
 */
export function quantiseDynamic(model: Uint8Array): Uint8Array | null {
  const source = onnx.ModelProto.decode(model);
  const graph = widenConstants(source.graph as OnnxTypes.IGraphProto);
  const constants = new Map((graph.initializer ?? []).map((t) => [t.name!, constantOf(t)]));
  const seen = new Set<string>();
  const node = (graph.node ?? []).flatMap((each): OnnxTypes.INodeProto[] => {
    const [x, w] = each.input as [string, string];
    const weight = each.opType === 'MatMul' ? constants.get(w) : undefined;
    if (weight?.shape.length !== 2) return [each];
    roundColumns(w, weight, constants);
    const [y] = each.output as [string];
    const made: OnnxTypes.INodeProto[] = seen.has(x)
      ? []
      : [
          {
            opType: 'DynamicQuantizeLinear',
            name: `${x}.quantise`,
            input: [x],
            output: [`${x}.u8`, `${x}.step`, `${x}.zero`],
          },
        ];
    seen.add(x);
    const integers = [`${x}.u8`, `${w}.i8`, `${x}.zero`, `${w}.zero`];
    return [
      ...made,
      { opType: 'MatMulInteger', name: `${y}.sums`, input: integers, output: [`${y}.i32`] },
      {
        opType: 'Cast',
        name: `${y}.cast`,
        input: [`${y}.i32`],
        output: [`${y}.f32`],
        attribute: [{ name: 'to', i: type.FLOAT, type: onnx.AttributeProto.AttributeType.INT }],
      },
      { opType: 'Mul', name: `${y}.steps`, input: [`${x}.step`, `${w}.step`], output: [`${y}.s`] },
      { opType: 'Mul', name: `${y}.scaled`, input: [`${y}.f32`, `${y}.s`], output: [y] },
    ];
  });
  if (seen.size === 0) return null;
  const read = new Set(node.flatMap(({ input }) => input ?? []));
  const initializer = [...constants].flatMap(([name, constant]) =>
    read.has(name) ? [tensorOf(name, constant)] : [],
  );
  return onnx.ModelProto.encode(
    onnx.ModelProto.create({ ...source, graph: { ...graph, node, initializer } }),
  ).finish();
}

/** int8 columns of a [in][out] weight, each with its own scale, symmetric. */
function roundColumns(name: string, { shape, data }: ConstantTensor, constants: Map<string, ConstantTensor>) {
  const columns = shape[1]!;
  const values = data as Float32Array;
  const step = new Float32Array(columns).fill(1e-12);
  values.forEach((v, i) => {
    step[i % columns] = Math.max(step[i % columns]!, Math.abs(v) / 127);
  });
  constants.set(`${name}.i8`, {
    shape,
    data: Int8Array.from(values, (v, i) => Math.round(v / step[i % columns]!)),
  });
  constants.set(`${name}.step`, { shape: [columns], data: step });
  constants.set(`${name}.zero`, { shape: [columns], data: new Int8Array(columns) });
}
