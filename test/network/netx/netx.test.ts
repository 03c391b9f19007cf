import { describe, expect, it } from 'vitest';
import { type Hdf5Node, hdf5Group, hdf5Numbers, hdf5Text } from '../../../sim/network/hdf5/hdf5-tree.ts';
import { readHdf5Here } from '../../../sim/network/hdf5/read-hdf5-here.ts';
import { writeHdf5 } from '../../../sim/network/hdf5/write-hdf5.ts';
import { netxToSpiking } from '../../../sim/network/netx/netx-to-spiking.ts';
import { netxFromTree } from '../../../sim/network/netx/read-netx.ts';
import { GraphSimulator } from '../../../sim/network/spiking/simulate-graph.ts';

const whole = (value: number) => hdf5Numbers(Int32Array.of(value), []);
const list = (...values: number[]) => hdf5Numbers(Int32Array.from(values));
const cuba = (vThMant: number, vDecay = 0, refDelay = 1) =>
  hdf5Group([
    ['type', hdf5Text('CUBA')],
    ['iDecay', whole(4096)],
    ['vDecay', whole(vDecay)],
    ['vThMant', whole(vThMant)],
    ['refDelay', whole(refDelay)],
  ]);
type Fields = readonly (readonly [string, Hdf5Node])[];
const layer = (type: string, shape: Hdf5Node, ...fields: Fields) =>
  hdf5Group([['type', hdf5Text(type)], ['shape', shape], ...fields]);
const read = async (...layers: Hdf5Node[]) => {
  const file = hdf5Group([['layer', hdf5Group(layers.map((node, n) => [String(n), node]))]]);
  return netxFromTree(await readHdf5Here(await writeHdf5(file), 'n.net'), 'n.net');
};

const kernel = hdf5Numbers(
  Float64Array.from({ length: 2 * 9 }, (_, n) => n % 5),
  [2, 1, 3, 3, 1],
);
const conv = layer(
  'conv',
  list(3, 2, 2),
  ['neuron', cuba(3)],
  ['weight', kernel],
  ['stride', list(1, 1)],
  ['padding', list(0, 0)],
);
const dense = layer(
  'dense',
  list(1, 1, 4),
  ['neuron', cuba(2, 1024)],
  [
    'weight',
    hdf5Numbers(
      Float64Array.from({ length: 48 }, (_, n) => (n % 7) - 2),
      [4, 12],
    ),
  ],
  ['delay', list(...Array.from({ length: 12 }, (_, n) => n % 2))],
);

describe('NetX', () => {
  it('is read layer by layer, (x, y, z) turned into channels, height and width', async () => {
    const net = await read(layer('input', list(5, 4, 1)), conv, layer('flatten', list(1, 1, 12)), dense);
    expect(net.layers.map(({ type }) => type)).toEqual(['input', 'conv', 'flatten', 'dense']);
    expect(net.layers[1]).toMatchObject({ shape: [2, 2, 3], weightShape: [2, 1, 3, 3], groups: 1 });
    const graph = netxToSpiking(net, 'n.net');
    expect(graph.populations.map(({ shape }) => shape)).toEqual([[1, 4, 5], [2, 2, 3], [4]]);
    expect(graph.projections.map(({ delaySteps }) => delaySteps)).toEqual([0, 0, 1]);
    expect(graph.populations[2]!.neuron).toMatchObject({ potentialDecay: 0.75, threshold: 128, reset: 'to' });
  });

  it('adds up inputs against the threshold, and delays them', async () => {
    const one = layer(
      'dense',
      list(1, 1, 1),
      ['neuron', cuba(5)],
      ['weight', hdf5Numbers(Float64Array.of(3, 4), [1, 2])],
      ['delay', list(0, 2)],
    );
    const simulator = new GraphSimulator(netxToSpiking(await read(layer('input', list(1, 1, 2)), one), 'n'));
    const fired = [];
    for (let step = 0; step < 5; step++) {
      simulator.step(step === 0 ? new Map([[0, Float64Array.of(1, 1)]]) : new Map());
      fired.push(simulator.sent(1)[0]);
    }
    // 3 x 64 in step 1, 4 x 64 more in step 3, over 5 x 64.
    expect(fired).toEqual([0, 0, 0, 1, 0]);
  });

  it.each<[string, Hdf5Node[], RegExp]>([
    [
      'a layer of another kind',
      [layer('average', list(1, 1, 2))],
      /n.net, \/layer\/0\/type: 'average'; input, flatten, dense and conv are read/,
    ],
    [
      'a neuron of another kind',
      [
        layer(
          'dense',
          list(1, 1, 1),
          ['weight', list(1)],
          ['neuron', hdf5Group([['type', hdf5Text('ADRF')]])],
        ),
      ],
      /neuron\/type: 'ADRF'/,
    ],
    [
      'weights that do not fit',
      [
        layer(
          'dense',
          list(1, 1, 3),
          ['weight', hdf5Numbers(new Float64Array(8), [2, 4])],
          ['neuron', cuba(1)],
        ),
      ],
      /weight: shape \[2, 4\] for 3 neurons/,
    ],
    [
      'more neurons than memory holds',
      [layer('input', list(50_000, 50_000, 1))],
      /2500000000 neurons: with them the network has more than 16777216/,
    ],
    ['no shape', [hdf5Group([['type', hdf5Text('input')]])], /\/layer\/0\/shape: missing/],
    [
      'layers that do not fit each other',
      [layer('input', list(5, 4, 1)), dense],
      /\/layer\/1: takes 12 values, 'layer 0 \(input\)' gives 20/,
    ],
  ])('with %s is refused by place', async (_, layers, message) => {
    await expect(read(...layers).then((net) => netxToSpiking(net, 'n.net'))).rejects.toThrow(message);
  });
});
