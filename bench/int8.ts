/**
 * One int8 layer, 1024 x 1024, 4x2 blocks, beside ONNX Runtime's dense int8 (QuantizeLinear, QLinearMatMul,
 * DequantizeLinear), float32 in and out: quantisation is counted on both sides. `per call` is one layer a call; `in
 * chain` is the time of a layer in a chain of eight, which frees the peer of its call overhead and both of quantising.
 * N: right-hand sides. 1 thread, one process, interleaved. Outputs of one call are checked first: ours are the exact
 * integers of the reference, the peer's at most one step off.
 */
import { parseArgs } from 'node:util';
import onnxProto, { type onnx as OnnxTypes } from 'onnx-proto';
import { joinVectors } from '../kernels/backends/wasm/engine-features.ts';
import {
  bytePanelBytes,
  dequantiseBytes,
  dequantisePanels,
  hasByteDot,
  Int8BlockLayer,
  Int8ByteLayer,
  instantiateKernels,
  int8RangeOf,
  int8SumsReference,
  packInt8Block,
  pairPanelBytes,
  quantiseBytes,
  quantisePanels,
  quantiseReference,
  requantiseReference,
  rowsOfInt8Block,
  singleRunner,
  WasmArena,
} from '../kernels/index.ts';
import { seededValues } from '../kernels/testing/seeded-values.ts';
import { type Contestant, interleave } from './lib/interleave.ts';
import { nativeSession } from './lib/peers.ts';
import { table } from './lib/table.ts';

const { onnx } = onnxProto;
const { values: flags } = parseArgs({ options: { quick: { type: 'boolean' }, json: { type: 'boolean' } } });
const rounds = flags.quick ? 9 : 31;
const size = 1024;
const chain = 8;
const range = int8RangeOf(0, 1);
const peerWeightScale = 0.01;

function blocks(density: number) {
  const picks = seededValues(1, (size / 4) * (size / 2), 'uniform', density);
  const values = seededValues(2, size * size, 'uniform');
  for (let r = 0; r < size; r++) {
    for (let c = 0; c < size; c++) {
      if (picks[Math.floor(r / 4) * (size / 2) + (c >> 1)] === 0) values[r * size + c] = 0;
    }
  }
  return packInt8Block({ rows: size, cols: size, values });
}

/** Ours in one memory: a layer from float32 to float32, and eight layers on quantised panels. */
function ours(n: number, density: number): Contestant[] {
  const wide = joinVectors();
  const arena = new WasmArena();
  const kernels = instantiateKernels(arena.memory, 'fast');
  const panels = n / 8;
  const bytes = wide && hasByteDot(kernels);
  const panelBytes = bytes ? bytePanelBytes(size) : pairPanelBytes(size);
  const x32 = arena.putFloats(seededValues(3, size * n, 'uniform').map(Math.abs));
  const y32 = arena.allocate(size * n * 4);
  const buffers = [arena.allocate(panels * panelBytes), arena.allocate(panels * panelBytes)] as const;
  const multiplier = new Float32Array(size).fill(1 / (20 * size * density + 100));
  const epilogue = { bias: new Int32Array(size), multiplier, low: 0, high: 255 };
  const runner = singleRunner(kernels);
  const matrix = blocks(density);
  const layer = bytes
    ? new Int8ByteLayer(arena, runner, matrix, epilogue, range, range, Math.ceil(panels / 2))
    : new Int8BlockLayer(arena, runner, matrix, epilogue, panels, { wide });
  const [quantise, dequantise] = bytes
    ? [quantiseBytes, dequantiseBytes]
    : [quantisePanels, dequantisePanels];
  const name = `ours ${Math.round(100 - 100 * density)}% sparse`;
  const call = () => {
    quantise(kernels, x32, size * 32, panels, size, range, buffers[0]);
    layer.run(buffers[0], buffers[1]);
    dequantise(kernels, buffers[1], panels, size, range, y32, size * 32);
  };
  call();
  // The last lane of the last panel.
  const lane = (at: number) =>
    Array.from({ length: size }, (_, c) => arena.floats(at + (panels - 1) * size * 32 + c * 32 + 28, 1)[0]!);
  checkSteps(lane(y32), steps(rowsOfInt8Block(matrix).values, lane(x32), multiplier[0]!), 0, name);
  return [
    { name: `${name}, per call`, call },
    {
      name: `${name}, in chain`,
      call: () => {
        for (let i = 0; i < chain; i++) layer.run(buffers[i & 1]!, buffers[1 - (i & 1)]!);
      },
    },
  ];
}

/**
 * What a layer makes of one sample, in steps of the output.
 * @param weights [rows][cols] @param multiplier of the sums
 */
function steps(weights: Int8Array, x: ArrayLike<number>, multiplier: number): number[] {
  const q = Array.from(x, (v) => quantiseReference(v, range.scale, 0, 255));
  const sums = int8SumsReference({ rows: size, cols: size, values: weights }, q, 1);
  return Array.from(sums, (sum) => requantiseReference(sum, 0, multiplier, 0, 255));
}

function checkSteps(found: ArrayLike<number>, wanted: readonly number[], off: number, what: string): void {
  wanted.forEach((step, r) => {
    const value = found[r]! / range.scale;
    if (!(Math.abs(value - step) <= off + 1e-3)) {
      throw new Error(`${what}: output ${r} is ${value} steps, expected ${step}`);
    }
  });
}

/** Dense int8 weights through QLinearMatMul, so many times. */
function peerModel(n: number, layers: number): Uint8Array {
  const type = onnx.TensorProto.DataType;
  const tensor = (name: string, dims: number[], dataType: number, data: ArrayBufferView) =>
    onnx.TensorProto.create({
      name,
      dims,
      dataType,
      rawData: new Uint8Array(data.buffer, data.byteOffset, data.byteLength),
    });
  const weights = peerWeights();
  const value = (name: string): OnnxTypes.IValueInfoProto => ({
    name,
    type: {
      tensorType: { elemType: type.FLOAT, shape: { dim: [n, size].map((dimValue) => ({ dimValue })) } },
    },
  });
  const node: OnnxTypes.INodeProto[] = [
    { opType: 'QuantizeLinear', name: 'quantise', input: ['x', 'scale', 'zero'], output: ['q0'] },
    ...Array.from({ length: layers }, (_, i) => ({
      opType: 'QLinearMatMul',
      name: `layer${i}`,
      input: [`q${i}`, 'scale', 'zero', 'w', 'weightScale', 'weightZero', 'scale', 'zero'],
      output: [`q${i + 1}`],
    })),
    { opType: 'DequantizeLinear', name: 'dequantise', input: [`q${layers}`, 'scale', 'zero'], output: ['y'] },
  ];
  const initializer = [
    tensor('w', [size, size], type.INT8, weights),
    tensor('scale', [], type.FLOAT, Float32Array.of(range.scale)),
    tensor('zero', [], type.UINT8, Uint8Array.of(0)),
    tensor('weightScale', [], type.FLOAT, Float32Array.of(peerWeightScale)),
    tensor('weightZero', [], type.INT8, Int8Array.of(0)),
  ];
  const graph = { name: 'int8', node, initializer, input: [value('x')], output: [value('y')] };
  return onnx.ModelProto.encode(
    onnx.ModelProto.create({ irVersion: 8, opsetImport: [{ version: 13 }], graph }),
  ).finish();
}

/**
 * [inputs][outputs], as QLinearMatMul takes them, in 7 bits: without VNNI the peer adds two products in 16 bits, which
 * saturate with 8 (ONNX Runtime's quantisation guide calls it `reduce_range`). Its speed is the same.
 */
const peerWeights = () => Int8Array.from(seededValues(2, size * size, 'uniform'), (v) => v * 63);

async function peers(n: number): Promise<Contestant[]> {
  const x = seededValues(3, size * n, 'uniform').map(Math.abs);
  const one = await nativeSession(peerModel(n, 1));
  const many = await nativeSession(peerModel(n, chain));
  const found = (await one.session.run({ x: new one.ort.Tensor('float32', x, [n, size]) }))['y']!.data;
  const given = peerWeights();
  const turned = given.map((_, i) => given[(i % size) * size + Math.floor(i / size)]!);
  const wanted = steps(turned, x.subarray((n - 1) * size), peerWeightScale);
  checkSteps(found.subarray((n - 1) * size), wanted, 1, 'onnxruntime-node');
  const feed = () => ({ x: new one.ort.Tensor('float32', x, [n, size]) });
  return [
    { name: 'onnxruntime-node dense, per call', call: () => one.session.run(feed()) },
    { name: 'onnxruntime-node dense, in chain', call: () => many.session.run(feed()) },
  ];
}

const results: {
  n: number;
  what: string;
  us: number;
  peerOverOurs: number | null;
  medianRatio: number | null;
}[] = [];
for (const n of flags.quick ? [64] : [16, 64, 192]) {
  const contestants = [...(await peers(n)), ...[0.5, 0.25, 0.1, 0.05].flatMap((density) => ours(n, density))];
  const timings = await interleave(contestants, rounds);
  const us = timings.map(({ name, p20Us }) => p20Us / (name.endsWith('in chain') ? chain : 1));
  timings.forEach(({ name }, i) => {
    const peer = name.endsWith('in chain') ? 1 : 0;
    const ratio = (of: readonly number[]) => (i < 2 ? null : of[peer]! / of[i]!);
    const medians = timings.map(({ medianUs }) => medianUs);
    results.push({ n, what: name, us: us[i]!, peerOverOurs: ratio(us), medianRatio: ratio(medians) });
  });
}
const about = `int8 layer ${size} x ${size}, Node ${process.versions.node}, onnxruntime-node ${(await nativeSession(peerModel(8, 1))).version}; ${rounds} rounds, 20th percentile`;
if (flags.json) {
  console.log(JSON.stringify({ schemaVersion: 1, benchmark: 'int8', about, results }));
} else {
  console.log(about);
  const rows = results.map(({ n, what, us, peerOverOurs }) => [
    what,
    String(n),
    us.toFixed(1),
    peerOverOurs === null ? '' : peerOverOurs.toFixed(2),
  ]);
  console.log(table(['layer', 'N', 'us', 'times the peer'], rows));
}
process.exit(0);
