import { fc, test } from '@fast-check/vitest';
import { describe, expect, it } from 'vitest';
import { RandomStimulus } from '../../../../sim/targets/neuromorphic/chip/random-stimulus.ts';
import { simulateNetwork } from '../../../../sim/targets/neuromorphic/chip/simulate-network.ts';
import { buildNetwork } from '../../../../sim/targets/neuromorphic/sana-fe/build-network.ts';
import { readArchitecture } from '../../../../sim/targets/neuromorphic/sana-fe/read-architecture.ts';
import { readNetlist } from '../../../../sim/targets/neuromorphic/sana-fe/read-netlist.ts';
import { writeArchitecture } from '../../../../sim/targets/neuromorphic/sana-fe/write-architecture.ts';
import { writeNetlist } from '../../../../sim/targets/neuromorphic/sana-fe/write-netlist.ts';
import { loihiDesign } from '../chip/loihi-design.ts';
import { plainNeuron, randomGraph } from '../chip/random-graph.ts';
import { scattered } from '../chip/scattered.ts';

describe('files for SANA-FE', () => {
  it('hold the chip: what is read back is what was written', () => {
    const { design } = readArchitecture(writeArchitecture(loihiDesign), 'written.yaml');
    const { kinds, ...rest } = design;
    const { kinds: before, ...plain } = loihiDesign;
    expect(rest).toEqual(plain);
    expect(kinds).toEqual([{ ...before[0], name: 'core[0..3]' }]);
  });

  test.prop([fc.integer({ min: 1, max: 1e6 })], { seed: 9, numRuns: 5 })(
    'hold the network: read back and run on the chip read back, it does and costs the same',
    (seed) => {
      const graph = randomGraph(seed, 8, 30, 6);
      const placement = scattered(38, 6, seed);
      let text = '';
      writeNetlist(graph, loihiDesign, placement, (piece) => {
        text += piece;
      });
      const architecture = readArchitecture(writeArchitecture(loihiDesign), 'written.yaml');
      const back = buildNetwork(readNetlist(text, 'written.net'), architecture);
      const common = { steps: 20, timing: 'semi-analytic', design: architecture.design } as const;
      const stimulus = new RandomStimulus(graph, 0.4, seed);
      const [one, two] = [{ graph, placement }, back].map((network) =>
        simulateNetwork({ ...network, ...common, stimulus }),
      );
      expect(two!.dynamic).toEqual(one!.dynamic);
      expect(two!.time.totalS / one!.time.totalS).toBeCloseTo(1, 12);
    },
  );

  it.each([
    [{ refractorySteps: 2 }, /are refractory/],
    [{ thresholdNoise: 3 }, /noisy thresholds/],
    [{ initialPotential: 1 }, /begin with a potential/],
  ])('refuse what SANA-FE has no word for: %o', (change, said) => {
    const graph = randomGraph(1, 2, 3, 1);
    const [input, all] = graph.populations;
    const changed = { ...graph, populations: [input!, { ...all!, neuron: { ...plainNeuron, ...change } }] };
    expect(() => writeNetlist(changed, loihiDesign, scattered(5, 1, 1), () => {})).toThrow(said);
  });
});
