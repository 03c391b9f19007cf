import { describe, expect, it } from 'vitest';
import { NeuroBenchMeter, neuroBenchStatic } from '../../../sim/network/spiking/neurobench-metrics.ts';
import type { Neuron, SpikingGraph, Synapses } from '../../../sim/network/spiking/spiking-graph.ts';

const relay: Neuron = {
  kind: 'relay',
  activation: 'identity',
  bias: 0,
  quantum: 0,
  largest: Number.POSITIVE_INFINITY,
};
const input: Neuron = { kind: 'input' };
const two = (synapses: Synapses, sources = 3, targets = 3): SpikingGraph => ({
  name: 'x',
  populations: [
    { name: 'in', shape: [sources], size: sources, neuron: input },
    { name: 'out', shape: [targets], size: targets, neuron: relay },
  ],
  projections: [{ name: 'p', from: 0, to: 1, delaySteps: 0, synapses }],
});

describe('NeuroBench metrics', () => {
  // docs/metrics/workload_metrics/synaptic_operations.rst: W = ((1.3, 0, -3.2), (0, 1.2, -5.1), (-1.1, 2.7, 0)), x = (0, 1.3, -1)
  const weight = Float32Array.of(1.3, 0, -3.2, 0, 1.2, -5.1, -1.1, 2.7, 0);
  const dense = two({ kind: 'dense', weight });
  const lists = two({
    kind: 'lists',
    start: Uint32Array.of(0, 2, 4, 6),
    target: Uint32Array.of(0, 2, 1, 2, 0, 1),
    weight: Float32Array.of(1.3, -1.1, 1.2, 2.7, -3.2, -5.1),
  });

  it.each([
    ['dense', dense],
    ['lists', lists],
  ] as const)('count 4 effective of 9 operations in their worked example (%s)', (_, graph) => {
    const meter = new NeuroBenchMeter(graph);
    meter.step([Float64Array.of(0, 1.3, -1), Float64Array.of(1, 0, 0)], 2);
    meter.endSample();
    expect(meter.run).toEqual({
      samples: 1,
      activationSparsity: 2 / 3,
      denseOperations: 9,
      effectiveMacs: 4,
      effectiveAcs: 0,
      membraneUpdates: 2,
    });
    expect(neuroBenchStatic(graph).connectionSparsity).toBeCloseTo(3 / 9);
  });

  it('count accumulates where inputs are spikes, and means over samples', () => {
    const meter = new NeuroBenchMeter(dense);
    expect(() => meter.run).toThrow(/no sample has ended/);
    for (const spikes of [
      [1, 0, 1],
      [0, 1, 0],
      [1, 1, 1],
      [0, 0, 0],
    ]) {
      meter.step([Float64Array.from(spikes), new Float64Array(3)], 0);
      meter.step([new Float64Array(3), new Float64Array(3)], 0);
      meter.endSample();
    }
    expect(meter.run).toMatchObject({
      effectiveAcs: (4 + 2 + 6 + 0) / 4,
      effectiveMacs: 0,
      denseOperations: 18,
      activationSparsity: 1,
    });
  });

  it('count bytes as stored, a shared kernel once, and no connection of a neuron to itself', () => {
    expect(neuroBenchStatic(dense).footprintBytes).toBe(9 * 4 + 4);
    const loop: SpikingGraph = {
      ...dense,
      projections: [
        {
          name: 'r',
          from: 1,
          to: 1,
          delaySteps: 0,
          synapses: { kind: 'dense', weight: Float32Array.of(9, 1, 0, 1, 9, 0, 1, 1, 9) },
        },
      ],
    };
    expect(neuroBenchStatic(loop).connectionSparsity).toBeCloseTo(2 / 6);
    const conv: SpikingGraph = {
      name: 'c',
      populations: [
        { name: 'in', shape: [1, 4, 4], size: 16, neuron: input },
        { name: 'out', shape: [1, 4, 4], size: 16, neuron: relay },
      ],
      projections: [
        {
          name: 'p',
          from: 0,
          to: 1,
          delaySteps: 0,
          synapses: {
            kind: 'conv',
            weight: Int8Array.of(0, 1, 0, 1, 1, 1, 0, 1, 0),
            kernel: [3, 3],
            stride: [1, 1],
            padding: [1, 1],
            dilation: [1, 1],
            groups: 1,
          },
        },
      ],
    };
    expect(neuroBenchStatic(conv)).toEqual({ footprintBytes: 9 + 4, connectionSparsity: 4 / 9 });
    const meter = new NeuroBenchMeter(conv);
    meter.step([new Float64Array(16).fill(1), new Float64Array(16)], 0);
    meter.endSample();
    // Of 9 taps at 16 positions, 100 are inside the picture; of the 5 that are not zero, 64.
    expect(meter.run).toMatchObject({ denseOperations: 100, effectiveAcs: 64 });
  });
});
