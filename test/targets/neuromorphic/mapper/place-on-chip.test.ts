import { fc, test } from '@fast-check/vitest';
import { describe, expect, it } from 'vitest';
import type { SpikingGraph } from '../../../../sim/network/spiking/spiking-graph.ts';
import type { ChipTarget } from '../../../../sim/targets/neuromorphic/chip/chip-target.ts';
import { compileNetwork } from '../../../../sim/targets/neuromorphic/chip/compile-network.ts';
import { checkNetwork } from '../../../../sim/targets/neuromorphic/mapper/check-network.ts';
import { placeOnChip } from '../../../../sim/targets/neuromorphic/mapper/place-on-chip.ts';
import { quantiseNetwork } from '../../../../sim/targets/neuromorphic/mapper/quantise-network.ts';
import { loihiDesign } from '../chip/loihi-design.ts';
import { plainNeuron, randomGraph } from '../chip/random-graph.ts';

const target: ChipTarget = {
  id: 'chip',
  name: 'chip',
  boundary: 'chip',
  design: loihiDesign,
  power: { baseW: null, perCoreW: null, host: null },
  limits: {
    neurons: 16,
    synapses: null,
    synapseBytes: 600,
    axonsIn: 64,
    axonsOut: 64,
    fanOut: null,
    layers: null,
    allSynapseBytes: null,
  },
  weightBits: 8,
  models: ['input', 'integrate'],
  resets: ['to', 'subtract'],
  lastingCurrent: null,
  clockless: false,
  tickS: null,
  timeKnown: true,
  unknown: [],
  grade: 'estimated',
  constants: { all: 0, withInterval: 0 },
};

const limited = (limits: Partial<ChipTarget['limits']>): ChipTarget => ({
  ...target,
  limits: { ...target.limits, ...limits },
});

describe('the mapper', () => {
  test.prop([fc.integer({ min: 1, max: 1e6 }), fc.integer({ min: 1, max: 8 })], { seed: 7, numRuns: 10 })(
    'places every neuron once, within every limit, and never costs more hops than plain order',
    (seed, fanOut) => {
      const graph = randomGraph(seed, 40, 200, fanOut);
      const { placement, cores, hops, hopsInOrder } = placeOnChip(graph, target);
      expect([...placement.order].sort((a, b) => a - b)).toEqual(Array.from({ length: 240 }, (_, n) => n));
      const network = compileNetwork(graph, loihiDesign, placement);
      const axonsIn = new Map<number, number>();
      for (const core of network.messageCore) axonsIn.set(core, (axonsIn.get(core) ?? 0) + 1);
      for (const { core, neurons, synapses, axonsOut } of cores) {
        const [from, to] = [network.coreStart[core]!, network.coreStart[core + 1]!];
        expect(to - from).toBe(neurons);
        expect(neurons).toBeLessThanOrEqual(16);
        expect(synapses * 2).toBeLessThanOrEqual(600);
        expect(axonsIn.get(core) ?? 0).toBeLessThanOrEqual(64);
        expect(axonsOut).toBe(network.messageStart[to]! - network.messageStart[from]!);
        expect(axonsOut).toBeLessThanOrEqual(64);
      }
      const total = network.hops.reduce((sum, perSlot) => sum + perSlot.reduce((a, b) => a + b, 0), 0);
      expect(hops).toBe(total);
      expect(hops).toBeLessThanOrEqual(hopsInOrder);
    },
  );

  it.each<[limits: Partial<ChipTarget['limits']>, said: RegExp]>([
    [{ neurons: 1 }, /has 128 cores; random-3 needs 240 \(1 neurons a core/],
    [{ synapseBytes: 8 }, /alone needs more than a core of chip has: \d+ bytes of synapses for 8 a core/],
    [{ axonsIn: 2 }, /alone needs more .* \d+ incoming axons for 2 a core/],
    [{ fanOut: 5 }, /sends to \d+ synapses; chip allows 5/],
    [{ axonsOut: 3 }, /send \d+ messages when all fire; chip has 3 outgoing axons a core/],
  ])('refuses with numbers: %o', (limits, said) => {
    expect(() => placeOnChip(randomGraph(3, 40, 200, 9), limited(limits))).toThrow(said);
  });

  it('keeps the positions of a convolution together, all channels of one on one core', () => {
    const graph: SpikingGraph = {
      name: 'conv',
      populations: [
        { name: 'in', shape: [1, 8, 8], size: 64, neuron: { kind: 'input' } },
        { name: 'out', shape: [4, 8, 8], size: 256, neuron: plainNeuron },
      ],
      projections: [
        {
          name: 'conv',
          from: 0,
          to: 1,
          delaySteps: 0,
          synapses: {
            kind: 'conv',
            weight: new Int8Array(36).fill(1),
            kernel: [3, 3],
            stride: [1, 1],
            padding: [1, 1],
            dilation: [1, 1],
            groups: 1,
          },
        },
      ],
    };
    const { placement } = placeOnChip(graph, limited({ axonsIn: 24 }));
    for (let pixel = 0; pixel < 64; pixel++) {
      const cores = new Set([0, 1, 2, 3].map((channel) => placement.core[64 + channel * 64 + pixel]));
      expect(cores.size).toBe(1);
    }
  });

  it('says which weights and neurons a chip cannot hold, and rounds them when asked', () => {
    const graph = randomGraph(5, 10, 30, 4);
    const [first] = graph.projections;
    const wide: SpikingGraph = {
      ...graph,
      projections: [
        {
          ...first!,
          synapses: {
            ...first!.synapses,
            weight: Float32Array.from(first!.synapses.weight, (w) => w * 100.3),
          } as never,
        },
      ],
    };
    expect(() => checkNetwork(wide, target, 'net')).toThrow(
      /E_WEIGHT in -> all weight \d+ is .* whole numbers of -128 … 127/,
    );
    expect(() => checkNetwork(graph, { ...target, resets: ['to'] }, 'net')).toThrow(/E_RESET all/);
    const { graph: rounded, quantised } = quantiseNetwork(wide, 8);
    checkNetwork(rounded, target, 'net');
    expect(quantised.map(({ population }) => population)).toEqual(['all']);
    expect(Math.max(...rounded.projections[0]!.synapses.weight.map(Math.abs))).toBe(127);
    expect(quantised[0]!.relativeError).toBeLessThan(0.02);
    expect(quantiseNetwork(graph, 8).quantised).toEqual([]);
  });
});
