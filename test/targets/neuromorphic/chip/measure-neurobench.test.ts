import { fc, test } from '@fast-check/vitest';
import { describe, expect, it } from 'vitest';
import { NeuroBenchMeter, neuroBenchStatic } from '../../../../sim/network/spiking/neurobench-metrics.ts';
import { GraphSimulator } from '../../../../sim/network/spiking/simulate-graph.ts';
import { measureNeuroBench } from '../../../../sim/targets/neuromorphic/chip/measure-neurobench.ts';
import { RandomStimulus } from '../../../../sim/targets/neuromorphic/chip/random-stimulus.ts';
import { loihiDesign } from './loihi-design.ts';
import { randomGraph } from './random-graph.ts';
import { scattered } from './scattered.ts';

describe('NeuroBench metrics of a run on a chip', () => {
  test.prop([fc.integer({ min: 1, max: 1e6 }), fc.integer({ min: 1, max: 25 })], { seed: 12, numRuns: 10 })(
    'are those of the reference simulator, wherever the neurons lie',
    (seed, cores) => {
      const [inputs, neurons, steps] = [12, 40, 9];
      const graph = randomGraph(seed, inputs, neurons, 5);
      const stimulus = new RandomStimulus(graph, 0.4, seed);
      const placement = scattered(inputs + neurons, cores, seed);
      const simulator = new GraphSimulator(graph);
      const meter = new NeuroBenchMeter(graph);
      let before = new Float64Array(neurons);
      for (let step = 0; step < steps; step++) {
        const input = new Float64Array(inputs + neurons);
        stimulus.apply(step, input, Uint32Array.from(input.keys()));
        simulator.step(new Map([[0, input.slice(0, inputs)]]));
        const after = Float64Array.from(simulator.potentials(1));
        const updates = after.filter((v, n) => v !== before[n]).length;
        before = after;
        meter.step([simulator.sent(0), simulator.sent(1)], updates);
      }
      meter.endSample();
      const found = measureNeuroBench({ graph, design: loihiDesign, placement, steps, stimulus });
      expect(found).toEqual({ ...neuroBenchStatic(graph), ...meter.run });
      expect(found.effectiveMacs).toBe(0);
    },
  );

  it('count graded values as multiply-accumulates, and what was never sent as sparse', () => {
    const graph = randomGraph(3, 4, 10, 3);
    const placement = scattered(14, 2, 1);
    const stimulus = {
      apply: (step: number, value: Float64Array, slotOf: Uint32Array) => {
        if (step === 0) value[slotOf[1]!] = 2.5;
      },
    };
    const { effectiveMacs, effectiveAcs, samples } = measureNeuroBench({
      graph,
      design: loihiDesign,
      placement,
      steps: 1,
      stimulus,
    });
    const { start } = graph.projections[0]!.synapses as { start: Uint32Array };
    expect(effectiveMacs).toBeLessThanOrEqual(start[2]! - start[1]!);
    expect(effectiveMacs).toBeGreaterThan(0);
    expect([effectiveAcs, samples]).toEqual([0, 1]);
  });
});
