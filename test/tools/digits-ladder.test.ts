import { readFileSync } from 'node:fs';
import onnxProto from 'onnx-proto';
import { describe, expect, it } from 'vitest';

const { onnx } = onnxProto; // CommonJS: Node does not see its named exports

/** Shape of the metadata entry `sparsewatt.ladder`; see scenarios/models/README.md. */
interface Ladder {
  version: number;
  blockRows: number;
  levels: { sparsity: number }[];
  layers: {
    node: string;
    weight: string;
    order: string;
    levelEnds: number[];
    scale: string;
    bias: string;
  }[];
}

const models = new URL('../../scenarios/models/', import.meta.url);
const decode = (file: string) => onnx.ModelProto.decode(readFileSync(new URL(file, models)));

/** The raw bytes of every initialiser, copied so that typed arrays are aligned. */
function initialisers(model: onnxProto.onnx.ModelProto) {
  const all = new Map<string, { dims: number[]; bytes: ArrayBuffer }>();
  for (const { name, dims, rawData } of model.graph?.initializer ?? []) {
    all.set(name!, { dims: dims!.map(Number), bytes: new Uint8Array(rawData!).slice().buffer });
  }
  return all;
}

const model = decode('digits-ladder.onnx');
const tensors = initialisers(model);
const floats = (name: string) => new Float32Array(tensors.get(name)!.bytes);
const entry = model.metadataProps.find(({ key }) => key === 'sparsewatt.ladder');
const ladder = JSON.parse(entry!.value!) as Ladder;

describe('digits-ladder.onnx', () => {
  it('has at least 6 levels up to 95% sparse, each sparser than the last', () => {
    expect(ladder.version).toBe(1);
    const sparsities = ladder.levels.map(({ sparsity }) => sparsity);
    expect(sparsities.length).toBeGreaterThanOrEqual(6);
    expect(sparsities[0]).toBe(0);
    expect(sparsities.at(-1)).toBeGreaterThanOrEqual(0.95);
    expect(sparsities).toEqual([...new Set(sparsities)].sort((a, b) => a - b));
  });

  it.each(ladder.layers)('$node: blocks of each level are a strict prefix of the denser one', (layer) => {
    const [rows, ...rest] = tensors.get(layer.weight)!.dims;
    const blocks = (rows! / ladder.blockRows) * rest.reduce((a, b) => a * b, 1);
    expect(layer.levelEnds).toHaveLength(ladder.levels.length);
    expect(layer.levelEnds[0]).toBe(blocks);
    for (let k = 1; k < layer.levelEnds.length; k++) {
      expect(layer.levelEnds[k]).toBeLessThan(layer.levelEnds[k - 1]!);
      const active = layer.levelEnds[k]! / blocks;
      expect(Math.abs(active - (1 - ladder.levels[k]!.sparsity))).toBeLessThan(1 / blocks);
    }
    expect(layer.levelEnds.at(-1)).toBeGreaterThan(0);
  });

  it.each(ladder.layers)('$node: the order is a permutation, ascending within a segment', (layer) => {
    const order = new Int32Array(tensors.get(layer.order)!.bytes);
    expect(order.length).toBe(layer.levelEnds[0]);
    expect(order.toSorted()).toEqual(Int32Array.from({ length: order.length }, (_, i) => i));
    const ends = [...layer.levelEnds].reverse();
    ends.forEach((end, segment) => {
      const ids = order.slice(segment === 0 ? 0 : ends[segment - 1], end);
      expect(ids).toEqual(ids.toSorted());
    });
  });

  it.each(ladder.layers)("$node: the level-0 epilogue is the graph's batch norm", (layer) => {
    const part = (name: string) => floats(`${layer.node}.bn.${name}`);
    const [gamma, beta, mean, variance] = [part('scale'), part('bias'), part('mean'), part('var')];
    const norm = model.graph!.node!.find(({ name }) => name === `${layer.node}.bn`)!;
    const epsilon = norm.attribute!.find(({ name }) => name === 'epsilon')!.f!;
    const scale = floats(layer.scale);
    const bias = floats(layer.bias);
    expect(scale.length).toBe(ladder.levels.length * gamma.length);
    expect(bias.length).toBe(scale.length);
    for (let c = 0; c < gamma.length; c++) {
      const folded = gamma[c]! / Math.sqrt(variance[c]! + epsilon);
      expect(Math.abs(scale[c]! - folded)).toBeLessThanOrEqual(1e-6 * Math.max(1, Math.abs(folded)));
      const shift = beta[c]! - mean[c]! * folded;
      expect(Math.abs(bias[c]! - shift)).toBeLessThanOrEqual(1e-6 * Math.max(1, Math.abs(shift)));
    }
  });
});

describe.each([
  'digits-ladder',
  'digits-dense',
  'digits-small-025',
  'digits-small-0375',
  'digits-small-050',
  'digits-small-075',
])('%s.onnx', (name) => {
  it('has finite numbers and every input of a node defined before it', () => {
    const { graph } = decode(`${name}.onnx`);
    const all = initialisers(decode(`${name}.onnx`));
    for (const { name: tensor, dataType } of graph!.initializer!) {
      if (dataType !== onnx.TensorProto.DataType.FLOAT) continue;
      expect(new Float32Array(all.get(tensor!)!.bytes).every(Number.isFinite), tensor!).toBe(true);
    }
    const known = new Set([...all.keys(), 'image']);
    for (const node of graph!.node!) {
      for (const input of node.input!) expect(known.has(input), input).toBe(true);
      for (const output of node.output!) known.add(output);
    }
    expect(known.has('logits')).toBe(true);
  });
});
