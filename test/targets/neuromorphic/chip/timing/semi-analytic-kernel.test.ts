import { fc, test } from '@fast-check/vitest';
import { describe, expect, it } from 'vitest';
import type { ChipDesign } from '../../../../../sim/targets/neuromorphic/chip/chip-design.ts';
import { compileNetwork } from '../../../../../sim/targets/neuromorphic/chip/compile-network.ts';
import { RandomStimulus } from '../../../../../sim/targets/neuromorphic/chip/random-stimulus.ts';
import { SpikeRun } from '../../../../../sim/targets/neuromorphic/chip/spike-run.ts';
import { meshRoutes } from '../../../../../sim/targets/neuromorphic/chip/timing/mesh-routes.ts';
import { SemiAnalytic } from '../../../../../sim/targets/neuromorphic/chip/timing/semi-analytic.ts';
import { SemiAnalyticKernel } from '../../../../../sim/targets/neuromorphic/chip/timing/semi-analytic-kernel.ts';
import { loihiDesign } from '../loihi-design.ts';
import { randomGraph } from '../random-graph.ts';
import { scattered } from '../scattered.ts';
import { syntheticNetwork } from '../synthetic-network.ts';

/** Both models on one run: times of the steps, messages that waited, and how long. */
function both(
  { graph, placement }: Pick<ReturnType<typeof syntheticNetwork>, 'graph' | 'placement'>,
  design: ChipDesign,
  steps: number,
) {
  const network = compileNetwork(graph, design, placement);
  const run = new SpikeRun(graph, design, network, { stimulus: new RandomStimulus(graph, 0.4, 3) });
  const plain = new SemiAnalytic(design, network);
  const kernel = new SemiAnalyticKernel(design, network, meshRoutes(design, network)!);
  const times: [number[], number[]] = [[], []];
  for (let step = 0; step < steps; step++) {
    run.step();
    times[0].push(plain.stepS(run.state));
    times[1].push(kernel.stepS(run.state));
  }
  return {
    plain: [times[0], plain.blocked, plain.blockedS],
    kernel: [times[1], kernel.blocked, kernel.blockedS],
  };
}

describe('the timing kernel', () => {
  test.prop(
    [fc.integer({ min: 1, max: 1e6 }), fc.integer({ min: 1, max: 25 }), fc.constantFrom(0.5, 1, 4, 16)],
    { seed: 11, numRuns: 15 },
  )('gives the bits of the plain model, wherever neurons lie', (seed, cores, linkBuffer) => {
    const graph = randomGraph(seed, 40, 200, 12);
    const { plain, kernel } = both(
      { graph, placement: scattered(240, cores, seed) },
      { ...loihiDesign, linkBuffer },
      6,
    );
    expect(kernel).toEqual(plain);
  });

  it('breaks ties as the plain model where cores run in step, with more messages under way than there was room for', () => {
    const network = syntheticNetwork({ cores: 64, perCore: 16, messages: 12, synapses: 40, everyNth: 1 });
    const { plain, kernel } = both(network, { ...loihiDesign, linkBuffer: 1000 }, 2);
    expect(kernel).toEqual(plain);
  });

  it('is not used where routes would take too much memory to list', () => {
    const { graph, placement } = syntheticNetwork({
      cores: 2,
      perCore: 1,
      messages: 1,
      synapses: 1,
      everyNth: 1,
    });
    const network = compileNetwork(graph, loihiDesign, placement);
    expect(meshRoutes({ ...loihiDesign, width: 4096, height: 4 }, network)).toBeNull();
  });
});
