import { fc, test } from '@fast-check/vitest';
import { describe, expect, it } from 'vitest';
import { nirToSpiking } from '../../../../sim/network/nir/nir-to-spiking.ts';
import { GraphSimulator } from '../../../../sim/network/spiking/simulate-graph.ts';
import type { SpikingGraph } from '../../../../sim/network/spiking/spiking-graph.ts';
import { compileNetwork } from '../../../../sim/targets/neuromorphic/chip/compile-network.ts';
import { dynamicEnergy } from '../../../../sim/targets/neuromorphic/chip/dynamic-energy.ts';
import type { ChipPlacement } from '../../../../sim/targets/neuromorphic/chip/placement.ts';
import { RandomStimulus } from '../../../../sim/targets/neuromorphic/chip/random-stimulus.ts';
import { simulateNetwork } from '../../../../sim/targets/neuromorphic/chip/simulate-network.ts';
import { SpikeRun } from '../../../../sim/targets/neuromorphic/chip/spike-run.ts';
import type { Stimulus } from '../../../../sim/targets/neuromorphic/chip/stimulus.ts';
import { EventByEvent } from '../../../../sim/targets/neuromorphic/chip/timing/event-by-event.ts';
import { randomNir } from '../../../network/nir/random-nir.ts';
import { loihiDesign } from './loihi-design.ts';
import { plainNeuron, randomGraph } from './random-graph.ts';
import { scattered } from './scattered.ts';

/** What every neuron sends, by the reference of spiking graphs: no cores, no messages, one synapse after the other. */
function reference(graph: SpikingGraph, steps: number, stimulus: Stimulus): string[] {
  const simulator = new GraphSimulator(graph);
  const first = firstNeurons(graph);
  const sent: string[] = [];
  for (let step = 0; step < steps; step++) {
    const input = new Float64Array(first.at(-1)!);
    stimulus.apply(step, input, Uint32Array.from(input.keys()));
    simulator.step(new Map(graph.populations.map((_, p) => [p, input.slice(first[p], first[p + 1])])));
    for (let p = 0; p < graph.populations.length; p++)
      simulator.sent(p).forEach((value, n) => {
        if (value !== 0) sent.push(`${step}:${first[p]! + n}`);
      });
  }
  return sent.sort();
}

/** The same of a run on a chip. */
function onChip(graph: SpikingGraph, steps: number, stimulus: Stimulus, placement: ChipPlacement): string[] {
  const { record, network } = simulateNetwork({
    graph,
    design: loihiDesign,
    placement,
    steps,
    timing: 'closed-form',
    stimulus,
  });
  return Array.from(
    record.keptSlot.subarray(0, record.kept),
    (slot, i) => `${record.keptStep[i]}:${network.neuronOfSlot[slot]}`,
  ).sort();
}

function firstNeurons(graph: SpikingGraph): number[] {
  const first = [0];
  for (const { size } of graph.populations) first.push(first.at(-1)! + size);
  return first;
}

describe('a network on cores', () => {
  test.prop([fc.integer({ min: 1, max: 1e6 }), fc.integer({ min: 1, max: 25 })], { seed: 5, numRuns: 12 })(
    'fires as its definition says, wherever its neurons lie',
    (seed, cores) => {
      const graph = randomGraph(seed, 12, 60, 9);
      const stimulus = new RandomStimulus(graph, 0.3, seed);
      const spikes = reference(graph, 25, stimulus);
      expect(spikes.length).toBeGreaterThan(20);
      expect(onChip(graph, 25, stimulus, scattered(72, cores, seed))).toEqual(spikes);
    },
  );

  test.prop([randomNir, fc.integer({ min: 1, max: 1e6 })], { seed: 8, numRuns: 40 })(
    'runs NIR graphs with all neurons, recurrence and delays as the reference does',
    (nir, seed) => {
      const graph = nirToSpiking(nir, 1, 'nir');
      const stimulus = new RandomStimulus(graph, 0.5, seed);
      const placement = scattered(firstNeurons(graph).at(-1)!, 7, seed);
      expect(onChip(graph, 15, stimulus, placement)).toEqual(reference(graph, 15, stimulus));
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
