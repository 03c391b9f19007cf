import type { IntegratingNeuron, PerNeuron, SpikingGraph } from '../../../network/spiking/spiking-graph.ts';
import type { ChipDesign } from '../chip/chip-design.ts';
import type { ChipPlacement } from '../chip/placement.ts';
import { SynapseRow } from '../chip/synapse-row.ts';

const resetModes = { to: 'hard', subtract: 'soft', none: 'none' } as const;

/**
 * A placed network as a netlist that SANA-FE reads, with the architecture of `writeArchitecture`. Input neurons come without
 * spikes.
 * @param write takes the text piece by piece
 * @throws RangeError for neurons that SANA-FE's Loihi soma does not compute: graded ones, refractory ones, noisy thresholds
 */
export function writeNetlist(
  graph: SpikingGraph,
  design: ChipDesign,
  placement: ChipPlacement,
  write: (text: string) => void,
): void {
  const first: number[] = [];
  let neurons = 0;
  for (const { size } of graph.populations) {
    first.push(neurons);
    neurons += size;
  }
  const nameOf = nameUnits(design, placement);
  graph.populations.forEach(({ name, size, neuron }) => {
    write(`# ${name.replace(/\s+/g, ' ')}\ng ${size} ${shared(name, neuron)}\n`.replace(/ \n/g, '\n'));
  });
  const row = new SynapseRow(graph);
  graph.populations.forEach(({ size, neuron }, p) => {
    let text = '';
    for (let i = 0; i < size; i++) {
      const n = first[p]! + i;
      text += `n ${p}.${i} ${own(neuron.kind === 'integrate' ? neuron : null, i)}${nameOf(n, neuron.kind === 'input')}${placement.forced?.[n] ? ' force_update=true' : ''}`;
      text = `${text.trimEnd()}\n`;
      graph.projections.forEach(({ from, to, delaySteps }, index) => {
        if (from !== p) return;
        row.read(index, i);
        for (let k = 0; k < row.count; k++)
          text += `e ${p}.${i}->${to}.${row.target[k]} weight=${row.weight[k]}${delaySteps > 0 ? ` delay=${delaySteps}` : ''}\n`;
      });
      if (text.length > 65536) {
        write(text);
        text = '';
      }
    }
    write(text);
  });
  // In the order in which cores update their neurons.
  let text = '';
  for (const n of placement.order) {
    let p = first.length - 1;
    while (first[p]! > n) p--;
    const core = placement.core[n]!;
    text += `& ${p}.${n - first[p]!}@${design.coreTile[core]}.${design.coreSlot[core]}\n`;
  }
  write(text);
}

function nameUnits(
  design: ChipDesign,
  { soma, synapse, dendrite, core }: ChipPlacement,
): (n: number, isInput: boolean) => string {
  return (n, isInput) => {
    const kind = design.kinds[design.coreKind[core[n]!]!]!;
    const found = soma?.[n] ?? kind.somas.findIndex(({ model }) => (model === 'input') === isInput);
    return [
      ` soma_hw_name=${kind.somas[Math.max(0, found)]!.name}`,
      ` synapse_hw_name=${kind.synapses[synapse?.[n] ?? 0]!.name}`,
      ` dendrite_hw_name=${kind.dendrites[dendrite?.[n] ?? 0]!.name}`,
    ].join('');
  };
}

/** What all neurons of a population have. */
function shared(name: string, neuron: SpikingGraph['populations'][number]['neuron']): string {
  if (neuron.kind === 'input') return '';
  const zero = (value: PerNeuron | undefined) =>
    value === undefined || (typeof value === 'number' ? value === 0 : value.every((x) => x === 0));
  const refuse = (what: string) => {
    throw new RangeError(`the neurons of "${name}" ${what}, which SANA-FE's somas do not`);
  };
  if (neuron.kind !== 'integrate') return refuse('send graded spikes');
  if (neuron.thresholdNoise !== 0) return refuse('have noisy thresholds');
  if (!zero(neuron.refractorySteps)) return refuse('are refractory');
  if (!zero(neuron.currentBias)) return refuse('have a bias of their current');
  if (!zero(neuron.initialPotential)) return refuse('begin with a potential');
  const lowest = Number.isFinite(neuron.lowestPotential)
    ? ` reverse_reset_mode=saturate reverse_threshold=${neuron.lowestPotential}`
    : '';
  return `reset_mode=${resetModes[neuron.reset]}${lowest}`;
}

function own(neuron: IntegratingNeuron | null, i: number): string {
  if (!neuron) return '';
  const at = (value: PerNeuron) => (typeof value === 'number' ? value : value[i]!);
  const { threshold, bias, potentialDecay, currentDecay, resetPotential } = neuron;
  const limit = at(threshold);
  // Never fires: no number of the file is infinite.
  const finite = limit === Number.POSITIVE_INFINITY ? Number.MAX_VALUE : limit;
  return `threshold=${finite} bias=${at(bias)} leak_decay=${at(potentialDecay)} input_decay=${at(currentDecay)} reset=${at(resetPotential)}`;
}
