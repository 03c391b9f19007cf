import type { SpikingGraph } from '../../../network/spiking/spiking-graph.ts';
import type { ChipDesign, SomaUnit } from './chip-design.ts';
import type { Segment } from './chip-network.ts';
import type { EventCost } from './event-cost.ts';
import type { ChipPlacement } from './placement.ts';

const nothing: EventCost = { energyJ: 0, timeS: 0 };

/** The soma unit that computes a neuron: the one the placement names, else the first that can. */
function unitOf(
  somas: readonly SomaUnit[],
  isInput: boolean,
  placement: ChipPlacement,
  neuron: number,
): number {
  if (placement.soma) return placement.soma[neuron]!;
  const index = somas.findIndex(({ model }) => (model === 'input') === isInput);
  return index === -1 ? 0 : index;
}

/**
 * Cuts the slots of every core where the population or a unit changes.
 * @param populationOf by neuron
 */
export function cutSegments(
  graph: SpikingGraph,
  design: ChipDesign,
  placement: ChipPlacement,
  coreStart: Uint32Array,
  populationOf: Uint16Array,
): readonly Segment[] {
  const segments: Segment[] = [];
  const unitBase = [0];
  for (const kind of design.kinds) unitBase.push(unitBase.at(-1)! + kind.somas.length);
  for (let core = 0; core < design.coreKind.length; core++) {
    const kind = design.coreKind[core]!;
    const { somas, dendrites, buffer } = design.kinds[kind]!;
    const dendriteOf = (slot: number) =>
      buffer === 'soma' ? -1 : (placement.dendrite?.[placement.order[slot]!] ?? 0);
    let from = coreStart[core]!;
    while (from < coreStart[core + 1]!) {
      const population = populationOf[placement.order[from]!]!;
      const isInput = graph.populations[population]!.neuron.kind === 'input';
      const unit = unitOf(somas, isInput, placement, placement.order[from]!);
      let to = from + 1;
      while (
        to < coreStart[core + 1]! &&
        populationOf[placement.order[to]!] === population &&
        unitOf(somas, isInput, placement, placement.order[to]!) === unit &&
        dendriteOf(to) === dendriteOf(from)
      )
        to++;
      segments.push({
        core,
        from,
        to,
        population,
        unit: somas[unit]!,
        dendrite: dendrites[dendriteOf(from)]?.cost ?? nothing,
        unitIndex: unitBase[kind]! + unit,
        kernel: graph.populations[population]!.neuron.kind,
      });
      from = to;
    }
  }
  return segments;
}
