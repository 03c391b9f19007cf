import type { SpikingGraph } from '../../../network/spiking/spiking-graph.ts';
import type { ChipDesign } from './chip-design.ts';
import type { ChipNetwork } from './chip-network.ts';
import { EventKinds } from './event-kinds.ts';
import { neuronParameters } from './neuron-parameters.ts';
import type { ChipPlacement } from './placement.ts';
import { RowGatherer } from './row-gatherer.ts';
import { cutSegments } from './segments.ts';
import { weightsLike } from './weights-like.ts';

/**
 * Lays a placed network out for simulation: slots, messages, synapses in plain arrays. Rows of synapses are read twice,
 * once to count and once to fill, so that nothing is held twice.
 * @throws RangeError where the placement names a core or unit that the chip lacks
 */
export function compileNetwork(
  graph: SpikingGraph,
  design: ChipDesign,
  placement: ChipPlacement,
): ChipNetwork {
  const neurons = placement.core.length;
  const cores = design.coreKind.length;
  const { slotOfNeuron, coreStart } = slots(placement, cores);
  const populationOf = new Uint16Array(neurons);
  for (let p = 0, first = 0; p < graph.populations.length; first += graph.populations[p++]!.size)
    populationOf.fill(p, first, first + graph.populations[p]!.size);
  const kinds = new EventKinds(design, placement, neurons);
  const gather = new RowGatherer(graph, placement.core, slotOfNeuron, populationOf, cores);

  const messageStart = new Uint32Array(neurons + 1);
  let synapses = 0;
  for (let slot = 0; slot < neurons; slot++) {
    gather.read(placement.order[slot]!);
    messageStart[slot + 1] = messageStart[slot]! + gather.coreCount;
    synapses += gather.count;
  }
  const messages = messageStart[neurons]!;
  const hasDelay = graph.projections.some(({ delaySteps }) => delaySteps > 0);
  const synapseStart = new Uint32Array(messages + 1);
  const messageCore = new Uint16Array(messages);
  const target = new Uint32Array(synapses);
  const weight = weightsLike(graph, synapses);
  const delay = hasDelay ? new Uint8Array(synapses) : null;
  const processingS = kinds.uniform ? null : new Float64Array(messages);
  const hops = Array.from({ length: 4 }, () => new Uint32Array(neurons));
  let at = 0;
  for (let slot = 0, m = 0; slot < neurons; slot++) {
    gather.read(placement.order[slot]!);
    gather.place(target, weight, delay, at);
    const from = design.coreTile[placement.core[placement.order[slot]!]!]!;
    for (let k = 0; k < gather.coreCount; k++, m++) {
      const core = gather.cores[k]!;
      messageCore[m] = core;
      const end = at + gather.perCore[core]!;
      synapseStart[m + 1] = end;
      addHops(hops, slot, from, design.coreTile[core]!, design.height);
      const time = kinds.message(slot, core, target, placement.order, at, end);
      if (processingS) processingS[m] = time;
      at = end;
    }
  }
  const tiles = new Set<number>();
  let usedCores = 0;
  for (let core = 0; core < cores; core++) {
    if (coreStart[core] === coreStart[core + 1]) continue;
    usedCores++;
    tiles.add(design.coreTile[core]!);
  }
  const perCore = (pick: 'axonIn' | 'axonOut', field: 'energyJ' | 'timeS') =>
    Float64Array.from(design.coreKind, (kind) => design.kinds[kind]![pick][field]);
  return {
    neurons,
    coreStart,
    usedCores,
    usedTiles: tiles.size,
    neuronOfSlot: placement.order,
    slotOfNeuron,
    segments: cutSegments(graph, design, placement, coreStart, populationOf),
    state: neuronParameters(graph, slotOfNeuron, placement.forced),
    messageStart,
    messageCore,
    synapseStart,
    target,
    weight,
    delay,
    mostDelay: graph.projections.reduce((most, { delaySteps }) => Math.max(most, delaySteps), 0),
    processingS,
    messageS: kinds.messageS,
    synapseS: kinds.synapseS,
    hops: hops as unknown as ChipNetwork['hops'],
    eventKinds: kinds.result(),
    axonInJ: perCore('axonIn', 'energyJ'),
    axonOutJ: perCore('axonOut', 'energyJ'),
    axonOutS: perCore('axonOut', 'timeS'),
    forcedDendriteJ: kinds.forcedDendriteJ,
  };
}

function slots({ core, order }: ChipPlacement, cores: number) {
  const slotOfNeuron = new Uint32Array(order.length);
  const coreStart = new Uint32Array(cores + 1);
  let last = 0;
  for (let slot = 0; slot < order.length; slot++) {
    const neuron = order[slot]!;
    const c = core[neuron]!;
    if (c >= cores) throw new RangeError(`neuron ${neuron} lies on core ${c}; the chip has ${cores}`);
    if (c < last)
      throw new RangeError(`the order of a placement must go core by core; core ${c} follows ${last}`);
    last = c;
    slotOfNeuron[neuron] = slot;
    coreStart[c + 1]!++;
  }
  for (let c = 0; c < cores; c++) coreStart[c + 1]! += coreStart[c]!;
  return { slotOfNeuron, coreStart };
}

/** Hops of the XY route from one tile to another: first along the row to the column, then along it. */
function addHops(hops: readonly Uint32Array[], slot: number, from: number, to: number, height: number): void {
  const dx = Math.floor(to / height) - Math.floor(from / height);
  const dy = (to % height) - (from % height);
  if (dy !== 0) hops[dy > 0 ? 0 : 2]![slot]! += Math.abs(dy);
  if (dx !== 0) hops[dx > 0 ? 1 : 3]![slot]! += Math.abs(dx);
}
