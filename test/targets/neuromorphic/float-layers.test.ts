import { describe, expect, it } from 'vitest';
import type { Network } from '../../../sim/network/network.ts';
import { floatLayers } from '../../../sim/targets/neuromorphic/float-layers.ts';
import { referenceForward } from '../../../sim/targets/neuromorphic/reference-forward.ts';
import { smallImages, smallNetwork, smallPoint } from './small-network.ts';

/** Plain loops over the network's own tensors, ladder level 1. */
function naive(network: Network, image: Uint8Array): number[] {
  const data = (name: string) => network.initialisers.get(name)!.data;
  const conv = (
    x: number[][],
    weight: string,
    out: number,
    stride: number,
    side: number,
    present: (o: number, col: number) => boolean,
  ) => {
    const inSide = Math.sqrt(x[0]!.length);
    return Array.from({ length: out }, (_, o) =>
      Array.from({ length: side * side }, (_, p) => {
        let sum = 0;
        for (let c = 0; c < x.length; c++) {
          for (let k = 0; k < 9; k++) {
            const y = Math.floor(p / side) * stride - 1 + Math.floor(k / 3);
            const xx = (p % side) * stride - 1 + (k % 3);
            if (y < 0 || xx < 0 || y >= inSide || xx >= inSide || !present(o, c * 9 + k)) continue;
            sum += data(weight)[(o * x.length + c) * 9 + k]! * x[c]![y * inSide + xx]!;
          }
        }
        return sum;
      }),
    );
  };
  const first = conv([Array.from(image, (g) => g / 255)], 'c1.w', 4, 2, 4, () => true).map((channel, c) =>
    channel.map((v) => {
      const norm = (v - data('c1.mean')[c]!) / Math.sqrt(data('c1.var')[c]! + 1e-5);
      return Math.max(0, norm * data('c1.scale')[c]! + data('c1.offset')[c]!);
    }),
  );
  const ladder = network.ladder!.layers[0]!;
  const active = new Set(ladder.order.subarray(0, ladder.levelEnds[1]));
  const second = conv(first, 'c2.w', 8, 1, 4, (o, col) => active.has(Math.floor(o / 4) * 36 + col)).map(
    (channel, c) => channel.map((v) => Math.max(0, v * ladder.scale[8 + c]! + ladder.bias[8 + c]!)),
  );
  const means = second.map((channel) => channel.reduce((a, b) => a + b, 0) / 16);
  return [0, 1, 2].map((o) =>
    means.reduce((sum, m, c) => sum + m * data('fc.w')[o * 8 + c]!, data('fc.b')[o]!),
  );
}

describe('the network as a chain of layers', () => {
  it('computes what the operators say, masks and epilogue of the level included', () => {
    for (const seed of [1, 2, 3]) {
      const network = smallNetwork(seed);
      const image = smallImages(seed, 1);
      const outputs = referenceForward(floatLayers(network, smallPoint(1)), image).at(-1)!;
      for (const [o, expected] of naive(network, image).entries())
        expect(outputs[o]).toBeCloseTo(expected, 10);
    }
  });

  it('has no column entry for an inactive block', () => {
    const network = smallNetwork(1);
    const entries = [0, 1, 2].map(
      (level) => floatLayers(network, smallPoint(level))[1]!.columns.channel.length,
    );
    expect(entries).toEqual([288, 144, 72]);
  });

  it('refuses what does not map, by node', () => {
    const network = smallNetwork(1);
    const pooled = network.nodes.map((n) => (n.name === 'pool' ? { ...n, type: 'MaxPool' as const } : n));
    expect(() => floatLayers({ ...network, nodes: pooled }, smallPoint(0))).toThrow("'pool' (MaxPool)");
    const linear = network.nodes.map((n) => (n.name === 'c2.relu' ? { ...n, type: 'Identity' as const } : n));
    expect(() => floatLayers({ ...network, nodes: linear }, smallPoint(0))).toThrow(
      "'c2' is not followed by Relu",
    );
    expect(() => floatLayers(network, { ...smallPoint(0), gates: [0.5] })).toThrow('gates');
  });
});
