import { gunzipSync } from 'node:zlib';
import { test } from '@fast-check/vitest';
import { describe, expect, it } from 'vitest';
import { type Hdf5Node, hdf5Group, hdf5Numbers, hdf5Text } from '../../../sim/network/hdf5/hdf5-tree.ts';
import { NetworkFileError } from '../../../sim/network/hdf5/network-file-error.ts';
import { readHdf5Here } from '../../../sim/network/hdf5/read-hdf5-here.ts';
import { writeHdf5 } from '../../../sim/network/hdf5/write-hdf5.ts';
import { type NirGraph, type NirNode, nirArray, nirFields } from '../../../sim/network/nir/nir-graph.ts';
import { nirToSpiking } from '../../../sim/network/nir/nir-to-spiking.ts';
import { nirFromTree } from '../../../sim/network/nir/read-nir.ts';
import { writeNir } from '../../../sim/network/nir/write-nir.ts';
import { h5pyFile } from './h5py-file.ts';
import { randomNir } from './random-nir.ts';

const ones = (...shape: number[]) =>
  nirArray(new Float64Array(shape.reduce((a, b) => a * b, 1)).fill(1), shape);
const read = async (graph: NirGraph) =>
  nirFromTree(await readHdf5Here(await writeNir(graph), 'net.nir'), 'net.nir');

/** Each primitive once; a graph needs no order to be read. */
const all: NirNode[] = [
  { type: 'Input', shape: [2, 8, 8] },
  { type: 'Output', shape: null },
  { type: 'Affine', weight: ones(3, 2), bias: ones(3) },
  { type: 'Linear', weight: nirArray(Float32Array.of(1, 2, 3, 4), [2, 2]) },
  { type: 'Scale', scale: ones() },
  {
    type: 'Conv1d',
    input_shape: 9,
    weight: ones(2, 1, 3),
    stride: 1,
    padding: 'same',
    dilation: 2,
    groups: 1,
    bias: ones(2),
  },
  {
    type: 'Conv2d',
    input_shape: null,
    weight: ones(2, 2, 3, 3),
    stride: [1, 2],
    padding: [1, 0],
    dilation: [1, 1],
    groups: 1,
    bias: ones(2),
  },
  { type: 'SumPool2d', kernel_size: [2, 2], stride: [2, 2], padding: [0, 0] },
  { type: 'AvgPool2d', kernel_size: [2, 3], stride: [2, 1], padding: [0, 1] },
  { type: 'Flatten', start_dim: 1, end_dim: -1, input_type: [2, 3, 4] },
  { type: 'Delay', delay: ones(2) },
  { type: 'Threshold', threshold: ones() },
  { type: 'I', r: ones(2) },
  { type: 'IF', r: ones(2), v_threshold: ones(2), v_reset: ones(2) },
  { type: 'LI', tau: ones(2), r: ones(2), v_leak: ones(2) },
  { type: 'LIF', tau: ones(2), r: ones(2), v_leak: ones(2), v_threshold: ones(2), v_reset: ones(2) },
  {
    type: 'CubaLI',
    tau_syn: ones(2),
    tau_mem: ones(2),
    r: ones(2),
    v_leak: ones(2),
    w_in: ones(2),
    metadata: new Map([['note', 'x']]),
  },
  {
    type: 'CubaLIF',
    tau_syn: ones(2),
    tau_mem: ones(2),
    r: ones(2),
    v_leak: ones(2),
    v_threshold: ones(2),
    v_reset: ones(2),
    w_in: ones(),
  },
];

/** A file with one node, and its group's other children. */
async function fileOf(fields: Iterable<readonly [string, Hdf5Node]>): Promise<Uint8Array> {
  const node = hdf5Group([
    ['type', hdf5Text('NIRGraph')],
    ['nodes', hdf5Group([['n', hdf5Group(fields)]])],
    ['edges', hdf5Numbers(new Float64Array(0), [0, 2])],
  ]);
  return writeHdf5(
    hdf5Group([
      ['version', hdf5Text('1.0.4')],
      ['node', node],
    ]),
  );
}
const attempt = async (fields: Iterable<readonly [string, Hdf5Node]>) =>
  nirFromTree(await readHdf5Here(await fileOf(fields), 'f.nir'), 'f.nir').nodes.get('n');

describe('NIR files', () => {
  it('hold every primitive', async () => {
    expect(new Set(all.map(({ type }) => type))).toEqual(new Set(Object.keys(nirFields)));
    const graph: NirGraph = {
      type: 'NIRGraph',
      nodes: new Map(all.map((node, n) => [`n${n}`, node])),
      edges: [
        ['n0', 'n6'],
        ['n6', 'n6'],
      ],
    };
    const back = await read(graph);
    expect(back.edges).toEqual(graph.edges);
    for (const [name, node] of graph.nodes) expect(back.nodes.get(name), node.type).toEqual(node);
  });

  test.prop([randomNir], { seed: 2, numRuns: 6 })('give back the graph that was written', async (graph) => {
    const back = await read(graph);
    expect(back.edges).toEqual(graph.edges);
    expect(Object.fromEntries(back.nodes)).toEqual(Object.fromEntries(graph.nodes));
  });

  it('that Python wrote are read', async () => {
    const graph = nirFromTree(
      await readHdf5Here(gunzipSync(Buffer.from(h5pyFile, 'base64')), 'py.nir'),
      'py.nir',
    );
    expect(graph.edges).toEqual([
      ['input', 'fc'],
      ['fc', 'lif'],
      ['lif', 'output'],
    ]);
    expect(graph.nodes.get('fc')).toEqual({
      type: 'Affine',
      weight: { shape: [2, 3], values: Float32Array.of(0.5, -1, 2, 1, 0.25, 0) },
      bias: { shape: [2], values: Float32Array.of(0.125, 0) },
    });
    expect(graph.nodes.get('lif')).toMatchObject({
      v_threshold: { values: Float64Array.of(1, 0.5) },
      v_reset: { shape: [] },
    });
    expect(nirToSpiking(graph, 0.001, 'py.nir').populations[1]!.neuron).toMatchObject({
      potentialDecay: 0.95,
    });
  });

  it('of older versions lack v_reset and w_in, and scalars size themselves by their neighbours', async () => {
    const scalar = hdf5Numbers(Float64Array.of(0.5), []);
    const node = await attempt([
      ['type', hdf5Text('CubaLIF')],
      ...['tau_syn', 'tau_mem', 'r', 'v_leak', 'v_threshold'].map((name) => [name, scalar] as const),
    ]);
    expect(node).toMatchObject({
      v_reset: { shape: [], values: Float64Array.of(0) },
      w_in: { values: Float64Array.of(1) },
    });
    const graph: NirGraph = {
      type: 'NIRGraph',
      nodes: new Map<string, NirNode>([
        ['in', { type: 'Input', shape: [7] }],
        ['lif', node!],
        ['out', { type: 'Output', shape: null }],
      ]),
      edges: [
        ['in', 'lif'],
        ['lif', 'out'],
      ],
    };
    expect(nirToSpiking(graph, 0.1, 'f').populations[1]).toMatchObject({ name: 'lif', size: 7 });
  });

  it.each<[string, Iterable<readonly [string, Hdf5Node]>, RegExp]>([
    [
      'an unknown type',
      [['type', hdf5Text('LSTM')]],
      /f.nir, \/node\/nodes\/n\/type: 'LSTM'; allowed: Input, Output, Affine/,
    ],
    [
      'no type',
      [['weight', hdf5Numbers(Float64Array.of(1))]],
      /\/node\/nodes\/n: no string 'type'; found 'weight'/,
    ],
    [
      'a missing field',
      [['type', hdf5Text('Linear')]],
      /\/node\/nodes\/n\/weight: missing; needed; the node has 'type'/,
    ],
    [
      'text for numbers',
      [
        ['type', hdf5Text('Linear')],
        ['weight', hdf5Text('x')],
      ],
      /weight: text; numbers are needed/,
    ],
    [
      'numbers that are none',
      [
        ['type', hdf5Text('Scale')],
        ['scale', hdf5Numbers(Float64Array.of(1, Number.NaN))],
      ],
      /scale: NaN at index 1/,
    ],
    [
      'a shape of 0',
      [
        ['type', hdf5Text('Input')],
        ['shape', hdf5Numbers(Int32Array.of(0, 2))],
      ],
      /shape: \[0, 2\]; a shape is a list/,
    ],
  ])('with %s are refused by place', async (_, fields, message) => {
    await expect(attempt(fields)).rejects.toThrow(message);
    await expect(attempt(fields)).rejects.toThrow(NetworkFileError);
  });

  it('with edges to missing nodes, without a graph, or of a later version are refused', async () => {
    const file = async (children: Iterable<readonly [string, Hdf5Node]>) =>
      nirFromTree(await readHdf5Here(await writeHdf5(hdf5Group(children)), 'f.nir'), 'f.nir');
    await expect(file([['weights', hdf5Text('')]])).rejects.toThrow(
      /f.nir, \/: no group 'node'; found 'weights'/,
    );
    const edges: Hdf5Node = { kind: 'strings', path: '', shape: [1, 2], values: ['a', 'b'] };
    const node = hdf5Group([
      ['type', hdf5Text('NIRGraph')],
      ['nodes', hdf5Group([['a', hdf5Group([['type', hdf5Text('Input')]])]])],
      ['edges', edges],
    ]);
    await expect(file([['node', node]])).rejects.toThrow(
      /\/node\/edges: edge 0 \('a' to 'b'\): no node 'b'; there are 'a'/,
    );
    await expect(
      file([
        ['node', node],
        ['version', hdf5Text('2.0')],
      ]),
    ).rejects.toThrow(/'2.0'; versions 0.x and 1.x are read/);
  });
});
