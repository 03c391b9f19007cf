import type { SpikingGraph } from '../../../network/spiking/spiking-graph.ts';
import type { ChipDesign } from '../chip/chip-design.ts';
import type { ChipPlacement } from '../chip/placement.ts';
import { SynapseRow } from '../chip/synapse-row.ts';
import type { Attributes } from './raw-network.ts';
import { writtenAttributes } from './written-attributes.ts';

/**
 * A placed network as a netlist that SANA-FE reads, with the architecture of `writeArchitecture`. Input neurons come without
 * spikes.
 * @param write takes the text piece by piece
 * @throws RangeError for what `writtenAttributes` refuses
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
  const attributes = writtenAttributes(graph, design, placement);
  graph.populations.forEach(({ name, size }, p) => {
    write(`# ${name.replace(/\s+/g, ' ')}\ng ${size} ${words(attributes.shared(p))}\n`.replace(/ \n/g, '\n'));
  });
  const row = new SynapseRow(graph);
  graph.populations.forEach(({ size }, p) => {
    let text = '';
    for (let i = 0; i < size; i++) {
      text += `n ${p}.${i} ${words(attributes.own(p, i))}\n`;
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

const words = (attributes: Attributes): string =>
  Object.entries(attributes)
    .map(([key, value]) => `${key}=${value}`)
    .join(' ');
