import { fc, test } from '@fast-check/vitest';
import { describe, expect, it } from 'vitest';
import type { SpikingGraph } from '../../../../sim/network/spiking/spiking-graph.ts';
import { compileNetwork } from '../../../../sim/targets/neuromorphic/chip/compile-network.ts';
import { dynamicEnergy } from '../../../../sim/targets/neuromorphic/chip/dynamic-energy.ts';
import type { ChipPlacement } from '../../../../sim/targets/neuromorphic/chip/placement.ts';
import { RandomStimulus } from '../../../../sim/targets/neuromorphic/chip/random-stimulus.ts';
import { simulateNetwork } from '../../../../sim/targets/neuromorphic/chip/simulate-network.ts';
import { SpikeRun } from '../../../../sim/targets/neuromorphic/chip/spike-run.ts';
import { SynapseRow } from '../../../../sim/targets/neuromorphic/chip/synapse-row.ts';
import { EventByEvent } from '../../../../sim/targets/neuromorphic/chip/timing/event-by-event.ts';
import { wholeNoise } from '../../../../sim/targets/neuromorphic/chip/whole-noise.ts';
import { loihiDesign } from './loihi-design.ts';
import { plainNeuron, randomGraph } from './random-graph.ts';

const bare = { soma: null, dendrite: null, synapse: null, forced: null };

/** Neurons on `cores` random cores of the chip. */
function scattered(neurons: number, cores: number, seed: number): ChipPlacement {
  const core = Uint32Array.from({ length: neurons }, (_, n) => wholeNoise(seed, n, 7, cores - 1) * 5);
  const order = Uint32Array.from({ length: neurons }, (_, n) => n).sort(
    (a, b) => core[a]! - core[b]! || a - b,
  );
  return { core, order, ...bare };
}

/** The network by its definition: no cores, no messages, one neuron after the other. */
function reference(graph: SpikingGraph, steps: number, rate: number, seed: number): string[] {
  const sizes = graph.populations.map(({ size }) => size);
  const first = sizes.map((_, p) => sizes.slice(0, p).reduce((sum, n) => sum + n, 0));
  const neurons = sizes.reduce((sum, n) => sum + n, 0);
  const same = Uint32Array.from({ length: neurons }, (_, n) => n);
  const stimulus = new RandomStimulus(graph, rate, seed);
  const arrived = Array.from({ length: steps + 300 }, () => new Float64Array(neurons));
  const potential = new Float64Array(neurons);
  const row = new SynapseRow(graph);
  const fired: string[] = [];
  for (let step = 0; step < steps; step++) {
    const input = new Float64Array(neurons);
    stimulus.apply(step, input, same);
    for (let p = 0; p < sizes.length; p++)
      for (let i = 0; i < sizes[p]!; i++) {
        const n = first[p]! + i;
        let fires = input[n] !== 0;
        if (graph.populations[p]!.neuron.kind === 'integrate') {
          potential[n]! += arrived[step]![n]!;
          fires = potential[n]! > 8;
          if (fires) potential[n]! -= 8;
          potential[n] = Math.max(-64, potential[n]!);
        }
        if (!fires) continue;
        fired.push(`${step}:${n}`);
        graph.projections.forEach(({ from, to, delaySteps }, index) => {
          if (from !== p) return;
          row.read(index, i);
          for (let k = 0; k < row.count; k++)
            arrived[step + 1 + delaySteps]![first[to]! + row.target[k]!]! += row.weight[k]!;
        });
      }
  }
  return fired.sort();
}

describe('a network on cores', () => {
  test.prop([fc.integer({ min: 1, max: 1e6 }), fc.integer({ min: 1, max: 25 })], { seed: 5, numRuns: 12 })(
    'fires as its definition says, wherever its neurons lie',
    (seed, cores) => {
      const graph = randomGraph(seed, 12, 60, 9);
      const placement = scattered(72, cores, seed);
      const { record, network } = simulateNetwork({
        graph,
        design: loihiDesign,
        placement,
        steps: 25,
        timing: 'closed-form',
        stimulus: new RandomStimulus(graph, 0.3, seed),
      });
      const fired = Array.from(
        record.keptSlot.subarray(0, record.kept),
        (slot, i) => `${record.keptStep[i]}:${network.neuronOfSlot[slot]}`,
      );
      expect(fired.sort()).toEqual(reference(graph, 25, 0.3, seed));
    },
  );

  test.prop([fc.integer({ min: 1, max: 1e6 }), fc.integer({ min: 2, max: 25 })], { seed: 6, numRuns: 8 })(
    'event by event: every message arrives over its hops, never sooner than the closed form without the mesh',
    (seed, cores) => {
      const graph = randomGraph(seed, 20, 100, 30);
      const network = compileNetwork(graph, loihiDesign, scattered(120, cores, seed));
      const run = new SpikeRun(graph, loihiDesign, network, {
        stimulus: new RandomStimulus(graph, 0.6, seed),
      });
      const events = new EventByEvent(loihiDesign, network);
      const closed = simulateNetwork({
        graph,
        design: loihiDesign,
        placement: scattered(120, cores, seed),
        steps: 6,
        timing: 'closed-form',
        stimulus: new RandomStimulus(graph, 0.6, seed),
      });
      let timeS = 0;
      for (let step = 0; step < 6; step++) {
        run.step();
        timeS += events.stepS(run.state);
      }
      const { counts } = dynamicEnergy(run, loihiDesign);
      const { north, east, south, west } = counts.hops;
      expect(events.hopped).toBe(north + east + south + west);
      expect(timeS).toBeGreaterThanOrEqual(closed.time.meshS - 1e-9);
    },
  );

  it('tells a sum of zero from nothing: the neuron is updated', () => {
    const graph: SpikingGraph = {
      name: '',
      populations: [
        { name: 'in', shape: [2], size: 2, neuron: { kind: 'input' } },
        { name: 'out', shape: [2], size: 2, neuron: plainNeuron },
      ],
      projections: [
        {
          name: '',
          from: 0,
          to: 1,
          delaySteps: 0,
          synapses: {
            kind: 'lists',
            start: Uint32Array.of(0, 1, 2),
            target: Uint32Array.of(0, 0),
            weight: Float32Array.of(3, -3),
          },
        },
      ],
    };
    const { record } = simulateNetwork({
      graph,
      design: loihiDesign,
      placement: scattered(4, 1, 1),
      steps: 3,
      timing: 'closed-form',
      stimulus: new RandomStimulus(graph, 1, 1),
    });
    // Two inputs fire in each step; from the second on one neuron of two is updated.
    expect([...record.updates]).toEqual([2, 3, 3]);
  });

  it('sends graded changes until its targets hold the activation', () => {
    const sigma = {
      kind: 'sigma-delta',
      activation: 'relu',
      bias: 0.3,
      deltaThreshold: 0.05,
      quantum: 0,
    } as const;
    const graph: SpikingGraph = {
      name: '',
      populations: [
        { name: 'in', shape: [1], size: 1, neuron: { kind: 'input' } },
        { name: 'mid', shape: [1], size: 1, neuron: sigma },
        { name: 'out', shape: [1], size: 1, neuron: { ...sigma, bias: 0 } },
      ],
      projections: [0, 1].map((from) => ({
        name: '',
        from,
        to: from + 1,
        delaySteps: 0,
        synapses: { kind: 'dense', weight: Float64Array.of(2) },
      })),
    };
    const network = compileNetwork(graph, loihiDesign, scattered(3, 1, 1));
    const values = [0.5, 0, 0.01, -2];
    const run = new SpikeRun(graph, loihiDesign, network, {
      stimulus: { apply: (step, value, slotOf) => (value[slotOf[0]!] = values[step] ?? 0) },
    });
    const sums: number[] = [];
    for (let step = 0; step < 8; step++) {
      run.step();
      sums.push(run.state.potential[network.slotOfNeuron[2]!]!);
    }
    // relu(2 x 0.5 + 0.3) x 2 = 2.6; a change of 0.02 is below the threshold; then relu of a negative sum.
    expect(sums.map((x) => Number(x.toFixed(3)))).toEqual([0, 0.6, 2.6, 2.6, 2.6, 0, 0, 0]);
  });
});
