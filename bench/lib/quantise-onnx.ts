import onnxProto, { type onnx as OnnxTypes } from 'onnx-proto';
import { nativeSession } from './peers.ts';

// The package is CommonJS: its names exist on the default export only.
const { onnx } = onnxProto;

interface FoldedConv {
  readonly name: string;
  readonly input: string;
  readonly output: string;
  readonly shape: number[];
  readonly weight: Float32Array;
  readonly bias: Float32Array;
  readonly attributes: OnnxTypes.IAttributeProto[];
}

const floats = (t: OnnxTypes.ITensorProto): Float32Array =>
  t.rawData?.length ? new Float32Array(t.rawData.slice().buffer) : Float32Array.from(t.floatData ?? []);

const bytes = (data: ArrayBufferView) => new Uint8Array(data.buffer, data.byteOffset, data.byteLength);

const tensor = (name: string, dims: number[], dataType: number, data: ArrayBufferView) =>
  onnx.TensorProto.create({ name, dims, dataType, rawData: bytes(data) });

const type = onnx.TensorProto.DataType;

/**
 * Makes the int8 form in which ONNX Runtime runs the network fastest: batch norm folded, per-channel int8 weights,
 * u8 activations with ranges from calibration images, QLinearConv throughout (its u8 output at zero point 0 is the
 * ReLU). Mean pool and classifier stay fp32: they hold 0.02% of the work.
 * @param calibration [count][784] u8 grey values
 */
export async function quantiseOnnx(
  model: Uint8Array,
  calibration: Uint8Array,
  count: number,
): Promise<Uint8Array> {
  const source = onnx.ModelProto.decode(model);
  const graph = source.graph as OnnxTypes.IGraphProto;
  const initialisers = new Map((graph.initializer ?? []).map((t) => [t.name as string, t]));
  const convs = fold(graph, initialisers);
  const last = convs[convs.length - 1]!;
  const tail = (graph.node ?? []).filter(
    (n) => !['Conv', 'BatchNormalization', 'Relu'].includes(n.opType as string),
  );
  const tailWeights = tail.flatMap((n) =>
    (n.input ?? []).map((i) => initialisers.get(i)).filter((t) => t != null),
  );

  const ranges = await activationRanges(source, convs, calibration, count);
  const nodes: OnnxTypes.INodeProto[] = [];
  const weights: OnnxTypes.ITensorProto[] = [...tailWeights];
  const quantised = (name: string) => `${name}.q`;
  const scaleOf = (name: string) => (name === convs[0]!.input ? 1 / 255 : ranges.get(name)! / 255);
  const activation = (name: string) => {
    weights.push(tensor(`${name}.scale`, [], type.FLOAT, Float32Array.of(scaleOf(name))));
    weights.push(tensor(`${name}.zero`, [], type.UINT8, Uint8Array.of(0)));
  };
  activation(convs[0]!.input);
  nodes.push({
    opType: 'QuantizeLinear',
    name: 'quantise',
    input: [convs[0]!.input, `${convs[0]!.input}.scale`, `${convs[0]!.input}.zero`],
    output: [quantised(convs[0]!.input)],
  });
  for (const conv of convs) {
    activation(conv.output);
    const [rows] = conv.shape as [number];
    const per = conv.weight.length / rows;
    const scale = new Float32Array(rows);
    const zero = new Int8Array(rows);
    const w = new Int8Array(conv.weight.length);
    const b = new Int32Array(rows);
    for (let r = 0; r < rows; r++) {
      let peak = 1e-12;
      for (let i = 0; i < per; i++) peak = Math.max(peak, Math.abs(conv.weight[r * per + i]!));
      scale[r] = peak / 127;
      for (let i = 0; i < per; i++) w[r * per + i] = Math.round(conv.weight[r * per + i]! / scale[r]!);
      b[r] = Math.round(conv.bias[r]! / (scale[r]! * scaleOf(conv.input)));
    }
    weights.push(
      tensor(`${conv.name}.w`, conv.shape, type.INT8, w),
      tensor(`${conv.name}.ws`, [rows], type.FLOAT, scale),
      tensor(`${conv.name}.wz`, [rows], type.INT8, zero),
      tensor(`${conv.name}.b`, [rows], type.INT32, b),
    );
    nodes.push({
      opType: 'QLinearConv',
      name: conv.name,
      attribute: conv.attributes,
      input: [
        quantised(conv.input),
        `${conv.input}.scale`,
        `${conv.input}.zero`,
        `${conv.name}.w`,
        `${conv.name}.ws`,
        `${conv.name}.wz`,
        `${conv.output}.scale`,
        `${conv.output}.zero`,
        `${conv.name}.b`,
      ],
      output: [quantised(conv.output)],
    });
  }
  nodes.push({
    opType: 'DequantizeLinear',
    name: 'dequantise',
    input: [quantised(last.output), `${last.output}.scale`, `${last.output}.zero`],
    output: [last.output],
  });
  nodes.push(...tail);
  return encode(source, nodes, weights, graph.output ?? []);
}

/** Conv + BatchNormalization (+ Relu) groups with the norm folded into weight and bias. */
function fold(
  graph: OnnxTypes.IGraphProto,
  initialisers: ReadonlyMap<string, OnnxTypes.ITensorProto>,
): FoldedConv[] {
  const nodes = graph.node ?? [];
  const reader = (value: string) => nodes.find((n) => n.input?.[0] === value);
  return nodes
    .filter((n) => n.opType === 'Conv')
    .map((conv) => {
      const weightTensor = initialisers.get(conv.input![1]!)!;
      const shape = (weightTensor.dims ?? []).map(Number);
      const weight = floats(weightTensor).slice();
      const norm = reader(conv.output![0]!)!;
      const relu = reader(norm.output![0]!)!;
      if (norm.opType !== 'BatchNormalization' || relu.opType !== 'Relu') {
        throw new Error(
          `${conv.name}: expected BatchNormalization and Relu behind it, found ${norm.opType}, ${relu.opType}`,
        );
      }
      const [gamma, beta, mean, variance] = norm.input!.slice(1).map((i) => floats(initialisers.get(i)!)) as [
        Float32Array,
        Float32Array,
        Float32Array,
        Float32Array,
      ];
      const epsilon = norm.attribute?.find((a) => a.name === 'epsilon')?.f ?? 1e-5;
      const rows = shape[0]!;
      const per = weight.length / rows;
      const bias = new Float32Array(rows);
      for (let r = 0; r < rows; r++) {
        const s = gamma[r]! / Math.sqrt(variance[r]! + epsilon);
        for (let i = 0; i < per; i++) weight[r * per + i]! *= s;
        bias[r] = beta[r]! - mean[r]! * s;
      }
      return {
        name: conv.name as string,
        input: conv.input![0]!,
        output: relu.output![0]!,
        shape,
        weight,
        bias,
        attributes: conv.attribute ?? [],
      };
    });
}

/** Largest value of each convolution's output over the calibration images. */
async function activationRanges(
  source: OnnxTypes.ModelProto,
  convs: readonly FoldedConv[],
  images: Uint8Array,
  count: number,
): Promise<Map<string, number>> {
  const copy = onnx.ModelProto.decode(onnx.ModelProto.encode(source).finish());
  for (const conv of convs) {
    copy.graph!.output!.push({ name: conv.output, type: { tensorType: { elemType: type.FLOAT } } });
  }
  const { ort, session } = await nativeSession(onnx.ModelProto.encode(copy).finish());
  const input = Float32Array.from(images.subarray(0, count * 784), (v) => v / 255);
  const outputs = await session.run({
    [convs[0]!.input]: new ort.Tensor('float32', input, [count, 1, 28, 28]),
  });
  return new Map(
    convs.map((conv) => {
      let peak = 0;
      for (const v of outputs[conv.output]!.data) if (v > peak) peak = v;
      return [conv.output, peak];
    }),
  );
}

function encode(
  source: OnnxTypes.ModelProto,
  node: OnnxTypes.INodeProto[],
  initializer: OnnxTypes.ITensorProto[],
  output: OnnxTypes.IValueInfoProto[],
): Uint8Array {
  return onnx.ModelProto.encode(
    onnx.ModelProto.create({
      irVersion: source.irVersion,
      opsetImport: source.opsetImport,
      graph: { name: 'int8', node, initializer, input: source.graph!.input ?? [], output },
    }),
  ).finish();
}
