import { mkdtempSync, readFileSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import type { onnx } from 'onnx-proto';
import onnxProto from 'onnx-proto';
import { describe, expect, test } from 'vitest';
import { loadNetwork, maxModelBytes } from '../../../sim/network/onnx/load-network.ts';
import { ModelError, type ModelErrorCode } from '../../../sim/network/onnx/model-error.ts';
import { OnnxBuilder } from '../../../sim/network/onnx/onnx-builder.ts';
import { readOnnx } from '../../../sim/network/onnx/read-onnx.ts';
import { writeOnnx } from '../../../sim/network/onnx/write-onnx.ts';
import { packageRoot } from '../../../sim/package-root.ts';
import { encodeModel, floats, int64s, node, type TinyModel, tinyLadder, tinyModel } from './tiny-model.ts';

const read = (change: (model: TinyModel) => void = () => {}) => {
  const model = tinyModel();
  change(model);
  return readOnnx(encodeModel(model), 'tiny.onnx');
};

/** The error that reading the changed model gives. */
const errorOf = (change: (model: TinyModel) => void): ModelError => {
  try {
    read(change);
  } catch (error) {
    if (error instanceof ModelError) return error;
    throw error;
  }
  throw new Error('the model was read');
};

const changeLadder = (change: (ladder: ReturnType<typeof tinyLadder>) => void) => (model: TinyModel) => {
  const ladder = tinyLadder();
  change(ladder);
  model.metadata['sparsewatt.ladder'] = JSON.stringify(ladder);
};

test('reads graph, shapes for batch 1, weights and ladder', () => {
  const network = read();
  expect(network.nodes.map((n) => n.name)).toEqual(['conv', 'bn', 'relu', 'pool', 'flatten', 'fc']);
  expect(network.input.shape).toEqual([1, 2, 8, 8]);
  expect(network.shapes.get('c')).toEqual([1, 8, 4, 4]);
  expect(network.output.shape).toEqual([1, 3]);
  expect(network.ladder?.levels.map((level) => level.sparsity)).toEqual([0, 0.5, 0.75]);
  expect(network.ladder?.layers[0]).toMatchObject({ node: 'conv', rows: 8, cols: 18 });
  expect(network.hash).toMatch(/^[0-9a-f]{64}$/);
});

test('a model without ladder metadata has no ladder', () => {
  expect(read((model) => (model.metadata = {})).ladder).toBeNull();
});

test('nodes in any order give the same network order', () => {
  const names = read().nodes.map((n) => n.name);
  expect(read((model) => model.nodes.reverse()).nodes.map((n) => n.name)).toEqual(names);
});

test('Constant nodes become initialisers, Reshape reads its shape from them', () => {
  const network = read((model) => {
    const constant = node('Constant', 'shape', [], ['shape']);
    constant.attribute = [{ name: 'value', type: 4, t: int64s('', [0, -1]) }];
    model.nodes[4] = node('Reshape', 'reshape', ['p', 'shape'], ['f']);
    model.nodes.push(constant);
  });
  expect(network.shapes.get('f')).toEqual([1, 8]);
});

const bad: [string, ModelErrorCode, RegExp, (model: TinyModel) => void][] = [
  [
    'unsupported operator',
    'E_MODEL_OPERATOR',
    /operator LSTM of node 'relu' is not supported; supported are Conv/,
    (m) => (m.nodes[2] = node('LSTM', 'relu', ['b'], ['r'])),
  ],
  [
    'operator named like an object method',
    'E_MODEL_OPERATOR',
    /toString/,
    (m) => (m.nodes[2]!.opType = 'toString'),
  ],
  [
    'foreign operator domain',
    'E_MODEL_OPERATOR',
    /com\.example\.Relu/,
    (m) => (m.nodes[2]!.domain = 'com.example'),
  ],
  ['cyclic graph', 'E_MODEL_CYCLE', /cycle through or before conv/, (m) => (m.nodes[0]!.input![0] = 'r')],
  [
    'missing initialiser',
    'E_MODEL_INITIALISER',
    /node 'fc' \(Gemm\) reads 'fc.weight'/,
    (m) => (m.tensors = m.tensors.filter((t) => t.name !== 'fc.weight')),
  ],
  [
    'NaN weight',
    'E_MODEL_NOT_FINITE',
    /'fc.weight' holds NaN at index 5 of 24/,
    (m) => (m.tensors[5] = floats('fc.weight', [3, 8], (i) => (i === 5 ? Number.NaN : 0))),
  ],
  [
    'infinite weight',
    'E_MODEL_NOT_FINITE',
    /'fc.bias' holds -Infinity at index 2/,
    (m) => (m.tensors[6] = floats('fc.bias', [3], (i) => (i === 2 ? -Infinity : 0))),
  ],
  [
    'shapes that do not fit',
    'E_MODEL_SHAPE',
    /node 'fc' \(Gemm\) with inputs f \[1,8\], fc.weight \[3,7\].*8 columns against a depth of 7/,
    (m) => (m.tensors[5] = floats('fc.weight', [3, 7], () => 0)),
  ],
  [
    'window larger than the image',
    'E_MODEL_SHAPE',
    /window does not fit/,
    (m) => {
      m.input = ['N', 2, 1, 1];
      m.nodes[0]!.attribute = [];
    },
  ],
  [
    'free height',
    'E_MODEL_SHAPE',
    /dimension 2 of input 'x' is free \('H'\)/,
    (m) => (m.input = ['N', 2, 'H', 8]),
  ],
  ['fixed batch', 'E_MODEL_SHAPE', /fixed batch of 8/, (m) => (m.input = [8, 2, 8, 8])],
  ['old operator set', 'E_MODEL_OPSET', /operator set 6; 7 or newer/, (m) => (m.opset = 6)],
  [
    'two nodes with one name',
    'E_MODEL_GRAPH',
    /two nodes are named 'conv'/,
    (m) => (m.nodes[1]!.name = 'conv'),
  ],
  ['value written twice', 'E_MODEL_GRAPH', /value 'c' is written twice/, (m) => (m.nodes[1]!.output = ['c'])],
  [
    'tensor with too few values',
    'E_MODEL_TENSOR',
    /'fc.bias' of shape \[4\] needs 4 values, the file holds 3/,
    (m) => (m.tensors[6]!.dims = [4]),
  ],
  ['tensor of doubles', 'E_MODEL_TENSOR', /data type 11/, (m) => (m.tensors[6]!.dataType = 11)],
  [
    'weights in another file',
    'E_MODEL_TENSOR',
    /lies in another file/,
    (m) => (m.tensors[6]!.externalData = [{ key: 'location', value: '/etc/passwd' }]),
  ],
  ['ladder is not JSON', 'E_MODEL_LADDER', /not JSON/, (m) => (m.metadata['sparsewatt.ladder'] = '{')],
  [
    'ladder of another version',
    'E_MODEL_LADDER',
    /version 2; this release reads version 1/,
    changeLadder((l) => (l.version = 2)),
  ],
  [
    'ladder of an unknown node',
    'E_MODEL_LADDER',
    /'nope' is not a Conv, Gemm or MatMul/,
    changeLadder((l) => (l.layers[0]!.node = 'nope')),
  ],
  [
    'ladder that grows',
    'E_MODEL_LADDER',
    /never grow and start at 36/,
    changeLadder((l) => (l.layers[0]!.levelEnds = [36, 9, 18])),
  ],
  [
    'ladder with a false sparsity',
    'E_MODEL_LADDER',
    /level 1 states a sparsity of 0.9, counted are 0.5000/,
    changeLadder((l) => (l.levels[1]!.sparsity = 0.9)),
  ],
  [
    'ladder with a missing tensor',
    'E_MODEL_LADDER',
    /names the initialiser 'gone'/,
    changeLadder((l) => (l.layers[0]!.scale = 'gone')),
  ],
  [
    'ladder with a prototype key',
    'E_MODEL_LADDER',
    /layers must be a list/,
    (m) =>
      (m.metadata['sparsewatt.ladder'] =
        '{"__proto__":{"layers":[]},"version":1,"blockRows":4,"levels":[{"sparsity":0}]}'),
  ],
  [
    'ladder that lists a block twice',
    'E_MODEL_LADDER',
    /holds the block 35, which is out of range \(0 to 35\) or listed twice/,
    (m) => (m.tensors.find((t) => t.name === 'order')!.int32Data![1] = 35),
  ],
  [
    'ladder that leaves out a block with weights',
    'E_MODEL_LADDER',
    /leaves out block 0/,
    (m) => {
      const order = m.tensors.find((t) => t.name === 'order')!;
      order.int32Data!.pop();
      order.dims = [35];
    },
  ],
];

test.each(bad)('%s: %s', (_what, code, message, change) => {
  const error = errorOf(change);
  expect(error.code).toBe(code);
  expect(error.message).toMatch(/^tiny\.onnx: /);
  expect(error.message).toMatch(message);
});

test('a missing file, a folder, an empty file, text, a truncated and a huge file are named', async () => {
  const dir = mkdtempSync(join(tmpdir(), 'sparsewatt-'));
  const codeOf = (file: string) =>
    loadNetwork(file).then(
      () => 'read',
      (error: ModelError) => error.code,
    );
  const write = (name: string, bytes: Uint8Array | string) => {
    writeFileSync(join(dir, name), bytes);
    return join(dir, name);
  };
  const whole = encodeModel(tinyModel());
  expect(await codeOf(join(dir, 'absent.onnx'))).toBe('E_MODEL_MISSING');
  expect(await codeOf(dir)).toBe('E_MODEL_MISSING');
  expect(await codeOf(write('empty.onnx', ''))).toBe('E_MODEL_NOT_ONNX');
  expect(await codeOf(write('text.onnx', 'version https://git-lfs.github.com/spec/v1\n'))).toBe(
    'E_MODEL_NOT_ONNX',
  );
  expect(await codeOf(write('cut.onnx', whole.subarray(0, whole.length / 2)))).toBe('E_MODEL_NOT_ONNX');
  truncateSync(write('huge.onnx', ''), maxModelBytes + 1);
  expect(await codeOf(join(dir, 'huge.onnx'))).toBe('E_MODEL_TOO_LARGE');
  expect(await codeOf(write('whole.onnx', whole))).toBe('read');
});

/** Damaged bytes give a network or a ModelError, never another error. */
const survives = (bytes: Uint8Array) => {
  try {
    readOnnx(bytes, 'fuzz.onnx');
  } catch (error) {
    if (!(error instanceof ModelError)) throw error;
  }
};

test('any truncation and any damaged bytes give a ModelError or a network', () => {
  const whole = encodeModel(tinyModel());
  for (let end = 0; end < whole.length; end++) survives(whole.subarray(0, end));
  const damage = fc.array(fc.tuple(fc.nat(whole.length - 1), fc.nat(255)), { minLength: 1, maxLength: 4 });
  fc.assert(
    fc.property(damage, (changes) => {
      const bytes = whole.slice();
      for (const [at, value] of changes) bytes[at] = value;
      survives(bytes);
    }),
    { seed: 42, numRuns: 3000 },
  );
  fc.assert(fc.property(fc.uint8Array({ maxLength: 200 }), survives), { seed: 42, numRuns: 500 });
});

test('the shipped ladder network is read and strictly nested', () => {
  const file = join(packageRoot(), 'scenarios', 'models', 'digits-ladder.onnx');
  const network = readOnnx(readFileSync(file), file);
  const { levels, layers } = network.ladder!;
  expect(levels.length).toBeGreaterThanOrEqual(6);
  expect(levels.at(-1)!.sparsity).toBeGreaterThanOrEqual(0.95);
  for (const layer of layers) {
    for (let k = 1; k < levels.length; k++) expect(layer.levelEnds[k]).toBeLessThan(layer.levelEnds[k - 1]!);
  }
});

describe('networks of tokens', () => {
  const tokens = (dims: string | null, change: (b: OnnxBuilder) => void = () => {}) => {
    const b = new OnnxBuilder('tokens');
    const ids = b.input('ids', ['N', 'T'], 'int64');
    const values = Int8Array.of(-128, 0, 1, 127, 5, 6);
    b.embedding('x', ids, { rows: 3, cols: 2, values, scales: Float32Array.of(1, 2, 3) });
    b.output(b.linear('y', 'x', { shape: [4, 2], data: Float32Array.of(1, 2, 3, 4, 5, 6, 7, 8) }, null), [
      'N',
      'T',
      4,
    ]);
    change(b);
    return readOnnx(b.write(dims === null ? {} : { metadata: { 'sparsewatt.dims': dims } }), 'tokens.onnx');
  };

  test('free dimensions have their largest size, bytes stay bytes, inputs keep their types', () => {
    const network = tokens('{"T": 9}');
    expect(network.shapes.get('x')).toEqual([1, 9, 2]);
    expect(network.inputs).toEqual([{ name: 'ids', type: 'int64', dims: ['N', 'T'], shape: [1, 9] }]);
    expect(network.outputs).toEqual([{ name: 'y', type: 'float32', dims: ['N', 'T', 4], shape: [1, 9, 4] }]);
    expect(network.initialisers.get('x.rows')!.data).toEqual(Int8Array.of(-128, 0, 1, 127, 5, 6));
    expect(network.initialisers.get('y.weight')!.data).toEqual(Float32Array.of(1, 3, 5, 7, 2, 4, 6, 8));
    // What was read can be written: the same graph comes back.
    const { hash, ...again } = readOnnx(
      writeOnnx({ ...network, inputs: network.inputs!, outputs: network.outputs! }),
      'again',
    );
    expect(network).toMatchObject(again);
    expect(hash).toMatch(/^[0-9a-f]{64}$/);
  });

  test.each<[string, RegExp, string | null]>([
    ['no sizes', /dimension 1 of input 'ids' is free \('T'\).*'sparsewatt.dims'/, null],
    ['the size of another', /dimension 1 of input 'ids' is free/, '{"S": 9}'],
    ['an inherited name', /dimension 1 of input 'ids' is free/, '{"toString": 9}'],
    ['no JSON', /an object of whole numbers from 1 to 65536/, '{"T"'],
    ['a list', /an object of whole numbers/, '[9]'],
    ['a size of 0', /an object of whole numbers/, '{"T": 0}'],
    ['a size that would fill the memory', /an object of whole numbers/, '{"T": 1e9}'],
  ])('metadata with %s are refused', (_, message, dims) => {
    expect(() => tokens(dims)).toThrow(message);
  });

  test('an output that nothing writes, and an input that a node overwrites, are refused', () => {
    const bytes = (change: (model: onnx.ModelProto) => void) => {
      const b = new OnnxBuilder('two');
      const [x, y] = [b.input('x', ['N', 2]), b.input('y', ['N', 2])];
      b.output(b.add('Mul', 'p', [x, y]), ['N', 2]);
      b.output(b.add('Sub', 'm', [x, y]), ['N', 2]);
      const model = onnxProto.onnx.ModelProto.decode(b.write());
      change(model);
      return readOnnx(onnxProto.onnx.ModelProto.encode(model).finish(), 'two.onnx');
    };
    expect(bytes(() => {}).outputs!.map(({ name }) => name)).toEqual(['p', 'm']);
    expect(() => bytes((model) => (model.graph!.output![1]!.name = 'gone'))).toThrow(
      /no node writes the output 'gone'/,
    );
    expect(() => bytes((model) => (model.graph!.node![1]!.output = ['y']))).toThrow(/'y' is written twice/);
    expect(() => bytes((model) => (model.graph!.input![1]!.type!.tensorType!.elemType = 10))).toThrow(
      /'y' has ONNX data type 10/,
    );
  });

  test.each<[string, RegExp, (b: OnnxBuilder) => void]>([
    [
      'rows along another axis',
      /axis 0 is supported/,
      (b) => b.add('Gather', 'g', ['x.rows', 'ids'], { axis: 1 }),
    ],
    ['the batch moved', /leave the batch first/, (b) => b.add('Transpose', 't', ['x'], { perm: [1, 0, 2] })],
    [
      'a sum over the batch',
      /the batch must stay apart/,
      (b) => b.add('ReduceSum', 's', ['x', b.constant('a', [1], Int32Array.of(0))]),
    ],
    ['a batch joined', /the batch must stay apart/, (b) => b.add('Concat', 'c', ['x', 'x'], { axis: 0 })],
    [
      'a norm over tokens',
      /only the last one/,
      (b) => b.add('LayerNormalization', 'l', ['x', 'x.scales'], { axis: 1 }),
    ],
    [
      'a new first axis',
      /axes \[0\]/,
      (b) => b.add('Unsqueeze', 'u', ['x', b.constant('a', [1], Int32Array.of(0))]),
    ],
  ])('%s is refused with the node', (_, message, change) => {
    expect(() => tokens('{"T": 9}', change)).toThrow(message);
    expect(() => tokens('{"T": 9}', change)).toThrow(/node '[gtsclu]'/);
  });
});

test('a ladder on MatMul counts blocks of outputs x inputs, though the weight lies the other way', () => {
  const rows = 8;
  const weight = { shape: [rows, 2], data: Float32Array.from({ length: 16 }, (_, i) => (i < 8 ? i + 1 : 0)) };
  const layer = {
    node: 'y',
    rows,
    cols: 2,
    levelEnds: [2],
    scale: new Float32Array(rows).fill(1),
    bias: new Float32Array(rows),
  };
  const make = (order: Int32Array) => {
    const b = new OnnxBuilder('ladder');
    b.output(b.linear('y', b.input('x', ['N', 2]), weight, null), ['N', rows]);
    const ladder = {
      version: 1 as const,
      blockRows: 4 as const,
      levels: [{ sparsity: 0.5 }],
      layers: [{ ...layer, order }],
    };
    return readOnnx(b.write({ ladder }), 'ladder.onnx');
  };
  // The first four outputs are blocks 0 and 1, the others are zero and may be left out.
  expect(make(Int32Array.of(1, 0)).ladder!.layers[0]).toMatchObject({ rows, cols: 2, levelEnds: [2] });
  expect(() => make(Int32Array.of(1, 2))).toThrow(/leaves out block 0, whose weights are not all zero/);
});
