import { readFileSync } from 'node:fs';
import { test } from '@fast-check/vitest';
import { describe, expect, it } from 'vitest';
import type { PerNeuron, SpikingGraph } from '../../../../sim/network/spiking/spiking-graph.ts';
import { simulateNetwork } from '../../../../sim/targets/neuromorphic/chip/simulate-network.ts';
import { SynapseRow } from '../../../../sim/targets/neuromorphic/chip/synapse-row.ts';
import { buildGraph, buildNetwork } from '../../../../sim/targets/neuromorphic/sana-fe/build-network.ts';
import {
  readArchitecture,
  type SanaFeArchitecture,
} from '../../../../sim/targets/neuromorphic/sana-fe/read-architecture.ts';
import { readNetworkYaml } from '../../../../sim/targets/neuromorphic/sana-fe/read-network-yaml.ts';
import { writeArchitecture } from '../../../../sim/targets/neuromorphic/sana-fe/write-architecture.ts';
import {
  type PlacedNetwork,
  writeNetworkYaml,
} from '../../../../sim/targets/neuromorphic/sana-fe/write-network-yaml.ts';
import { loihiDesign } from '../chip/loihi-design.ts';
import { plainNeuron, randomGraph } from '../chip/random-graph.ts';
import { scattered } from '../chip/scattered.ts';
import { formsOf, placedGraph } from './placed-graph.ts';
import { architectureText, networkText } from './small-files.ts';

const loihi = readArchitecture(writeArchitecture(loihiDesign), 'written.yaml');

function written(network: PlacedNetwork): string {
  let text = '';
  writeNetworkYaml(network, (piece) => {
    text += piece;
  });
  return text;
}

/** A network as it does not depend on how synapses are stored: neurons one by one, synapses by source. */
function plain(graph: SpikingGraph): unknown {
  const row = new SynapseRow(graph);
  const synapses = graph.projections.flatMap(({ from, to, delaySteps }, p) =>
    Array.from({ length: graph.populations[from]!.size }, (_, source) => {
      row.read(p, source);
      return Array.from(
        row.target.subarray(0, row.count),
        (t, k) => `${from}.${source} -> ${to}.${t}: ${row.weight[k]}, ${delaySteps}`,
      );
    }).flat(),
  );
  return {
    name: graph.name,
    populations: graph.populations.map(({ name, size, neuron }) => ({
      name,
      size,
      neuron: Object.entries(neuron)
        .map(([key, value]: [string, PerNeuron | string]) => [
          key,
          typeof value === 'number' ? new Array(size).fill(value) : value,
        ])
        .map(([key, value]) => `${key}: ${value}`)
        .sort(),
    })),
    synapses: synapses.sort(),
  };
}

function countsOf(
  { graph, placement, stimulus }: Omit<PlacedNetwork, 'design'>,
  on: SanaFeArchitecture,
  steps: number,
) {
  const { dynamic, time } = simulateNetwork({
    graph,
    placement,
    stimulus: stimulus!,
    design: on.design,
    steps,
    timing: 'semi-analytic',
  });
  return { ...dynamic, timeS: time.totalS };
}

describe('network files for SANA-FE', () => {
  test.prop([placedGraph], { seed: 11, numRuns: 15 })(
    'hold the network: what is read back is what was written, neurons, synapses, places and trains',
    (drawn) => {
      const text = written({ ...drawn, design: loihiDesign });
      const raw = readNetworkYaml(text, 'written.yaml');
      const back = buildNetwork(raw, loihi);
      expect(plain(back.graph)).toEqual(plain(drawn.graph));
      expect(back.stimulus.attributes()).toEqual(drawn.stimulus.attributes());
      const { core, order, forced } = back.placement;
      expect({ core, order, forced }).toEqual({
        core: drawn.placement.core,
        order: drawn.placement.order,
        forced: drawn.placement.forced,
      });
      // A convolution that the format has stays one.
      const said = formsOf(drawn.graph, 'conv').filter(({ synapses }) =>
        synapses.kind === 'conv' ? synapses.padding[0] === 0 : false,
      );
      expect(formsOf(back.graph, 'conv').map(({ synapses }) => synapses)).toEqual(
        said.map(({ synapses }) => synapses),
      );
      // Inputs are told from neurons without the architecture too.
      expect(plain(buildGraph(raw).graph)).toEqual(plain(drawn.graph));
      expect(written({ ...back, design: loihi.design })).toBe(text);
    },
  );

  it('run as the file does that was read', () => {
    const architecture = readArchitecture(architectureText, 'chip.yaml');
    const read = buildNetwork(readNetworkYaml(networkText, 'net.yaml'), architecture);
    const text = written({ ...read, design: architecture.design });
    const back = buildNetwork(readNetworkYaml(text, 'written.yaml'), architecture);
    expect(countsOf(back, architecture, 8)).toEqual(countsOf(read, architecture, 8));
    expect(back.placement).toEqual(read.placement);
  });

  // Data of a GPL project and not shipped, as in golden-runs.test.ts.
  const folder = process.env['SPARSEWATT_SANA_FE'];
  it.skipIf(!folder).each([
    ['dvs.yaml', 'loihi.yaml', 16],
    ['example_snn.yaml', 'example_chip.yaml', 50],
  ])('run as %s does, in a file that is no larger', { timeout: 120_000 }, (file, chip, steps) => {
    const on = readArchitecture(readFileSync(`${folder}/${chip}`, 'utf8'), chip);
    const original = readFileSync(`${folder}/${file}`, 'utf8');
    const read = buildNetwork(readNetworkYaml(original, file), on);
    const text = written({ ...read, design: on.design });
    const back = buildNetwork(readNetworkYaml(text, 'written.yaml'), on);
    expect(countsOf(back, on, steps)).toEqual(countsOf(read, on, steps));
    expect(back.placement).toEqual(read.placement);
    if (file === 'dvs.yaml') expect(text.length).toBeLessThan(original.length);
  });

  it('stay short: alike neurons are a range, all to all is a list of weights, whether stored so or not', () => {
    const weight = Float64Array.from({ length: 100 * 200 }, (_, i) => i % 10);
    const one: SpikingGraph = {
      name: 'large',
      populations: [
        { name: 'in', shape: [100], size: 100, neuron: { kind: 'input' } },
        { name: 'out', shape: [200], size: 200, neuron: plainNeuron },
      ],
      projections: [{ name: '', from: 0, to: 1, delaySteps: 0, synapses: { kind: 'dense', weight } }],
    };
    const neurons = Uint32Array.from({ length: 300 }, (_, n) => n);
    const placement = { ...scattered(300, 1, 1), order: neurons };
    const text = written({ graph: one, placement, design: loihiDesign, stimulus: null });
    const rest = text.replace(/weight: \[[^\]]*\]/, '');
    expect(rest.split('\n').length).toBeLessThan(25);
    expect(text.length - rest.length).toBeLessThan(weight.length * 3 + 100 * 12);
    const lists = buildNetwork(readNetworkYaml(text, 'written.yaml'), loihi);
    expect(formsOf(lists.graph, 'lists')).toHaveLength(1);
    expect(written({ ...lists, design: loihiDesign })).toBe(text);
  });

  it('rename what the format would take for a neuron, an edge or a second group', () => {
    const graph = randomGraph(1, 2, 3, 1);
    const names = ['fc.in', 'fc in', 'a->b', ''];
    const populations = names.map((name, p) => ({ ...graph.populations[p === 0 ? 0 : 1]!, name }));
    const renamed = { ...graph, populations };
    const text = written({
      graph: renamed,
      placement: scattered(11, 2, 1),
      design: loihiDesign,
      stimulus: null,
    });
    const back = buildNetwork(readNetworkYaml(text, 'written.yaml'), loihi);
    expect(back.graph.populations.map(({ name }) => name)).toEqual(['fc_in', 'fc_in_2', 'a-_b', '_']);
  });

  it.each<[change: object, said: RegExp]>([
    [{ refractorySteps: 2 }, /"all" are refractory/],
    [{ thresholdNoise: 3 }, /noisy thresholds/],
    [{ bias: Number.NaN }, /neuron 0 of "all" has the bias NaN/],
  ])('refuse what SANA-FE has no word for: %o', (change, said) => {
    const graph = randomGraph(1, 2, 3, 1);
    const [input, all] = graph.populations;
    const changed = { ...graph, populations: [input!, { ...all!, neuron: { ...plainNeuron, ...change } }] };
    const placed = { placement: scattered(5, 1, 1), design: loihiDesign, stimulus: null };
    expect(() => written({ graph: changed, ...placed })).toThrow(said);
    expect(() => written({ graph: changed, ...placed })).toThrow(RangeError);
  });

  it('refuse weights that are no finite numbers, and populations without neurons', () => {
    const graph = randomGraph(1, 2, 3, 1);
    const placed = { placement: scattered(5, 1, 1), design: loihiDesign, stimulus: null };
    const weight = Float64Array.from({ length: 6 }, () => Number.POSITIVE_INFINITY);
    const projections = [{ ...graph.projections[0]!, synapses: { kind: 'dense' as const, weight } }];
    expect(() => written({ graph: { ...graph, projections }, ...placed })).toThrow(
      /"in -> all" has the weight Infinity/,
    );
    const populations = [...graph.populations, { name: 'none', shape: [0], size: 0, neuron: plainNeuron }];
    expect(() => written({ graph: { ...graph, populations }, ...placed })).toThrow(/"none" has no neurons/);
  });
});
