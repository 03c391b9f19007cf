import { describe, expect, it } from 'vitest';
import { InputError } from '../../../../sim/schema/input-error.ts';
import { simulateNetwork } from '../../../../sim/targets/neuromorphic/chip/simulate-network.ts';
import { buildNetwork } from '../../../../sim/targets/neuromorphic/sana-fe/build-network.ts';
import { readArchitecture } from '../../../../sim/targets/neuromorphic/sana-fe/read-architecture.ts';
import { readNetlist } from '../../../../sim/targets/neuromorphic/sana-fe/read-netlist.ts';
import { readNetworkYaml } from '../../../../sim/targets/neuromorphic/sana-fe/read-network-yaml.ts';
import { architectureText, netlistText, networkText } from './small-files.ts';

const architecture = readArchitecture(architectureText, 'chip.yaml');

/** Spikes of a run as step:neuron. */
function spikesOf(raw: ReturnType<typeof readNetlist>, steps: number): string[] {
  const { graph, placement, stimulus } = buildNetwork(raw, architecture);
  const { record, network } = simulateNetwork({
    graph,
    design: architecture.design,
    placement,
    steps,
    timing: 'semi-analytic',
    stimulus,
  });
  return Array.from(
    record.keptSlot.subarray(0, record.kept),
    (slot, i) => `${record.keptStep[i]}:${network.neuronOfSlot[slot]}`,
  );
}

/** Faults as code, line and the beginning of what is said. */
function faults(read: () => unknown): string[] {
  try {
    read();
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    return error.issues.map(({ code, line }) => `${code}:${line}`);
  }
  return [];
}

describe('files of SANA-FE', () => {
  it('reads an architecture: repeated names, barrier table, units', () => {
    const { design, somaModels, firstCore } = architecture;
    expect([design.width, design.height, design.coreKind.length, firstCore.length]).toEqual([2, 1, 4, 2]);
    expect(design.barrier.map(({ fromTiles }) => fromTiles)).toEqual([1, 2]);
    expect(design.kinds[0]!.somas.map(({ name }) => name)).toEqual(['lif', 'in[0]', 'in[1]']);
    expect(somaModels[0]).toEqual(['leaky_integrate_fire', 'input', 'input']);
  });

  it('reads the same network from YAML and from a netlist', () => {
    const yaml = spikesOf(readNetworkYaml(networkText, 'net.yaml'), 6);
    expect(yaml).toEqual(spikesOf(readNetlist(netlistText, 'net.net'), 6));
    // Input 0 fires in steps 0 and 2; its weight of 3 is above the threshold one step later.
    expect(yaml).toEqual(['0:0', '1:2', '2:0', '3:2']);
  });

  it('lays a convolution out as its weights lie: row, column, channel, kernel', () => {
    const net = networkText
      .replace('- 1\n', '- 1..3\n')
      .replace(
        'in.0 -> out.0: [weight: 3]',
        'in -> out: [type: conv2d, input_height: 2, input_width: 2, input_channels: 1, kernel_height: 2, kernel_width: 1, kernel_count: 1, weight: [5, 7]]',
      );
    const { graph } = buildNetwork(readNetworkYaml(net, 'net.yaml'), architecture);
    const [conv] = graph.projections;
    expect(graph.populations.map(({ shape }) => shape)).toEqual([
      [1, 2, 2],
      [1, 1, 2],
    ]);
    expect([...conv!.synapses.weight]).toEqual([5, 7]);
  });

  it.each<[what: string, change: [from: string, to: string], fault: string]>([
    ['an edge to a neuron that is not there', ['in.0 -> out.0', 'in.0 -> out.9'], 'E_UNKNOWN_NEURON:14'],
    ['an edge to a group that is not there', ['in.0 -> out.0', 'in.0 -> uot.0'], 'E_UNKNOWN_GROUP:14'],
    ['a weight that is no number', ['weight: 3', 'weight: heavy'], 'E_NUMBER:14'],
    ['an infinite weight', ['weight: 3', 'weight: .inf'], 'E_NUMBER:14'],
    ['an unknown unit', ['soma_hw_name: "in[0]"', 'soma_hw_name: "inn"'], 'E_UNKNOWN_UNIT:16'],
    ['an unknown attribute', ['threshold: 2', 'treshold: 2'], 'E_UNKNOWN_KEY:9'],
    ['a core that is not there', ['core: 1.0', 'core: 7.0'], 'E_UNMAPPED:9'],
    ['neurons with a gap', ['- 0..1', '- 5..6: []'], 'E_NEURON:12'],
    ['a range that runs backwards', ['- 0..1', '- 1..0: []'], 'E_NEURON:12'],
    ['neurons without a core', ['  - out: {core: 1.0}\n', ''], 'E_UNMAPPED:9'],
    ['a train that is none', ['spikes: [1, 0, 1]', 'spikes: [1, 2]'], 'E_NEURON_VALUE:4'],
    ['a reset that is not simulated', ['threshold: 2', 'reset_mode: gently'], 'E_NEURON_VALUE:9'],
    ['a hostile range', ['- 0..1', '- 0..999999999: []'], 'E_NEURON:12'],
    ['a group that is there twice', ['name: out', 'name: in'], 'E_DUPLICATE:9'],
    ['a delay of half a step', ['weight: 3', 'weight: 3, delay: 0.5'], 'E_DELAY:4'],
    ['a file cut short', ['mappings:', 'mappings: ['], 'E_YAML:16'],
  ])('names the place of %s', (_, [from, to], fault) => {
    expect(networkText).toContain(from);
    const found = faults(() =>
      buildNetwork(readNetworkYaml(networkText.replace(from, to), 'net.yaml'), architecture),
    );
    expect(found[0]).toBe(fault);
  });

  it.each<[line: string, fault: string]>([
    ['e 0.0->1.7 weight=1', 'E_UNKNOWN_NEURON:1'],
    ['n 5.0 bias=1', 'E_UNKNOWN_NEURON:1'],
    ['x what', 'E_RECORD:1'],
    ['e 0.0 1.0', 'E_EDGE:1'],
    ['g lots', 'E_GROUP:1'],
    ['g 99999999999', 'E_GROUP:1'],
    ['n 0.0 {bias: 1', 'E_YAML:1'],
    ['e 0.0->1.0 weight=1e999', 'E_TYPE:1'],
    ['& 0.0@everywhere', 'E_MAPPING:1'],
  ])('netlist: names the line of "%s"', (line, fault) => {
    const lines = netlistText.trim().split('\n').length;
    expect(faults(() => readNetlist(`${netlistText.trim()}\n${line}\n`, 'net.net'))).toContain(
      fault.replace(':1', `:${lines + 1}`),
    );
  });

  it('netlist: refuses a file without groups, and names one fault of a line, however long it is', () => {
    expect(faults(() => readNetlist('', 'net.net'))).toEqual(['E_GROUP:0']);
    const found = faults(() => readNetlist(`g 1 ${'1 '.repeat(100_000)}\n`, 'net.net'));
    expect(found).toEqual(['E_ATTRIBUTE:1']);
  });

  it.each<[what: string, change: [from: string, to: string], fault: string]>([
    ['an unknown model', ['model: current_based', 'model: quantum'], 'E_'],
    ['an unknown key', ['energy_update: 0', 'energi_update: 0'], 'E_UNKNOWN_KEY'],
    ['more tiles than places', ['width: 2', 'width: 1'], 'E_MESH'],
    ['a negative cost', ['energy_message_in: 0', 'energy_message_in: -1'], 'E_'],
  ])('architecture: refuses %s', (_, [from, to], fault) => {
    const found = faults(() => readArchitecture(architectureText.replace(from, to), 'chip.yaml'));
    expect(found.length).toBeGreaterThan(0);
    expect(found[0]).toContain(fault);
  });
});
