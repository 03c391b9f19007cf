import { fc, test } from '@fast-check/vitest';
import { describe, expect, it } from 'vitest';
import { NetworkFileError } from '../../../sim/network/hdf5/network-file-error.ts';
import { type NirGraph, type NirNode, nirArray } from '../../../sim/network/nir/nir-graph.ts';
import { nirToSpiking } from '../../../sim/network/nir/nir-to-spiking.ts';
import { NirSimulator } from '../../../sim/network/nir/simulate-nir.ts';
import { GraphSimulator } from '../../../sim/network/spiking/simulate-graph.ts';
import { randomNir } from './random-nir.ts';

const chain = (...nodes: [string, NirNode][]): NirGraph => ({
  type: 'NIRGraph',
  nodes: new Map(nodes),
  edges: nodes.slice(1).map(([name], n) => [nodes[n]![0], name] as const),
});
const ones = (...shape: number[]) =>
  nirArray(new Float64Array(shape.reduce((a, b) => a * b, 1)).fill(1), shape);
const fires = { r: nirArray([1], []), v_threshold: nirArray([0.5], []), v_reset: nirArray([0], []) };
const input = (...shape: number[]): [string, NirNode] => ['input', { type: 'Input', shape }];

describe('nirToSpiking', () => {
  test.prop(
    [
      randomNir,
      fc.array(fc.array(fc.boolean(), { minLength: 4, maxLength: 4 }), { minLength: 12, maxLength: 12 }),
    ],
    {
      seed: 1,
      numRuns: 100,
    },
  )('fires in the same steps as the equations of the NIR nodes', (graph, spikes) => {
    const oracle = new NirSimulator(graph, 1);
    const spiking = nirToSpiking(graph, 1, 'graph');
    const simulator = new GraphSimulator(spiking);
    const indexOf = (name: string) => spiking.populations.findIndex((p) => p.name === name);
    for (const row of spikes) {
      const values = Float64Array.from({ length: spiking.populations[indexOf('input')]!.size }, (_, n) =>
        Number(row[n]),
      );
      oracle.step(new Map([['input', values]]));
      simulator.step(new Map([[indexOf('input'), values]]));
      for (const name of ['n1', 'n2']) {
        expect([...simulator.sent(indexOf(name))], name).toEqual([...oracle.sent(name)]);
      }
    }
  });

  it('joins convolution, pooling and flattening into synapses that carry the same values', () => {
    const weight = nirArray(
      Float64Array.from({ length: 3 * 2 * 3 * 3 }, (_, n) => Math.sin(n)),
      [3, 2, 3, 3],
    );
    const graph = chain(
      input(2, 7, 6),
      [
        'conv',
        {
          type: 'Conv2d',
          input_shape: null,
          weight,
          stride: [2, 1],
          padding: [1, 2],
          dilation: [1, 2],
          groups: 1,
          bias: nirArray([0.1, 0.2, 0.3]),
        },
      ],
      ['pool', { type: 'AvgPool2d', kernel_size: [2, 2], stride: [2, 2], padding: [0, 0] }],
      ['flat', { type: 'Flatten', start_dim: 0, end_dim: -1, input_type: null }],
      ['if', { type: 'IF', ...fires }],
    );
    const oracle = new NirSimulator(graph, 1);
    const spiking = nirToSpiking(graph, 1, 'graph');
    const simulator = new GraphSimulator(spiking);
    for (let step = 0; step < 8; step++) {
      const values = Float64Array.from({ length: 84 }, (_, n) => Number((n * 7 + step * 3) % 5 === 0));
      oracle.step(new Map([['input', values]]));
      simulator.step(new Map([[0, values]]));
      expect([...simulator.sent(1)]).toEqual([...oracle.sent('if')]);
    }
    expect(spiking.populations[1]!.size).toBe(3 * 2 * 3);
  });

  it('makes a population of an Output that reads weighted spikes, and reads neurons directly', () => {
    const weight = nirArray([2, 3], [1, 2]);
    const graph = chain(
      input(2),
      ['w', { type: 'Linear', weight }],
      ['output', { type: 'Output', shape: null }],
    );
    const simulator = new GraphSimulator(nirToSpiking(graph, 1, 'graph'));
    simulator.step(new Map([[0, Float64Array.of(1, 1)]]));
    simulator.step(new Map());
    expect([...simulator.sent(1)]).toEqual([5]);
    const direct = chain(
      input(2),
      ['if', { type: 'IF', ...fires }],
      ['output', { type: 'Output', shape: null }],
    );
    expect(nirToSpiking(direct, 1, 'graph').populations.map(({ name }) => name)).toEqual(['input', 'if']);
  });

  it.each<[string, NirGraph, number, RegExp]>([
    [
      'a potential that neurons read',
      chain(
        input(1),
        ['li', { type: 'LI', tau: ones(), r: ones(), v_leak: ones() }],
        ['if', { type: 'IF', ...fires }],
      ),
      0.1,
      /graph, li: LI gives its potential to 'if'/,
    ],
    [
      'a step longer than a time constant',
      chain(input(1), ['lif', { type: 'LIF', tau: nirArray([0.01], []), v_leak: ones(), ...fires }]),
      0.1,
      /lif: tau is 0.01 s, shorter than the step of 0.1 s/,
    ],
    [
      'a time constant that is none',
      chain(input(1), ['lif', { type: 'LIF', tau: nirArray([-1], []), v_leak: ones(), ...fires }]),
      0.1,
      /lif: tau is -1 s; a time constant is above 0/,
    ],
    [
      'a delay of more steps than are kept',
      chain(
        input(1),
        ['d', { type: 'Delay', delay: nirArray([1e12], []) }],
        ['if', { type: 'IF', ...fires }],
      ),
      1,
      /d: a delay of 1000000000000 steps of 1 s; at most 255 steps/,
    ],
    [
      'a layer that no memory holds',
      chain(input(1e6, 1e6), ['if', { type: 'IF', ...fires }]),
      1,
      /input: gives \[1000000, 1000000\]: .* more than 16777216 values/,
    ],
    [
      'sizes that nothing tells',
      chain(['input', { type: 'Input', shape: null }], ['if', { type: 'IF', ...fires }]),
      1,
      /input: Input: neither it nor its neighbours/,
    ],
    [
      'edges whose ends differ',
      chain(input(3), ['w', { type: 'Linear', weight: ones(2, 4) }]),
      1,
      /w: Linear takes \[4\], not \[3\]|gives \[3\], takes \[4\]/,
    ],
    [
      'parameters that do not fit',
      chain(input(3), ['s', { type: 'Scale', scale: ones(3) }], ['if', { type: 'IF', ...fires, r: ones(2) }]),
      1,
      /gives \[3\], takes \[2\]/,
    ],
    [
      'a window larger than its input',
      chain(input(1, 2, 2), [
        'p',
        { type: 'SumPool2d', kernel_size: [3, 3], stride: [1, 1], padding: [0, 0] },
      ]),
      1,
      /p: a window of 3 does not fit into 2/,
    ],
  ])('refuses %s', (_, graph, stepS, message) => {
    expect(() => nirToSpiking(graph, stepS, 'graph')).toThrow(message);
    expect(() => nirToSpiking(graph, stepS, 'graph')).toThrow(NetworkFileError);
  });

  it('refuses a cycle of linear nodes', () => {
    const graph: NirGraph = {
      type: 'NIRGraph',
      nodes: new Map<string, NirNode>([
        input(1),
        ['a', { type: 'Scale', scale: ones() }],
        ['b', { type: 'Scale', scale: ones() }],
      ]),
      edges: [
        ['input', 'a'],
        ['a', 'b'],
        ['b', 'a'],
      ],
    };
    expect(() => nirToSpiking(graph, 1, 'graph')).toThrow(/a cycle without a neuron/);
  });
});
