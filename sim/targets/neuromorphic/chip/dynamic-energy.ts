import type { ChipDesign, Direction } from './chip-design.ts';
import type { SpikeRun } from './spike-run.ts';

/** Dynamic energy of a run by what caused it, J, and the events it was counted from. */
export interface DynamicEnergy {
  readonly synapsesJ: number;
  readonly dendritesJ: number;
  readonly somasJ: number;
  /** Sending, receiving and hops of messages. */
  readonly messagesJ: number;
  readonly totalJ: number;
  readonly counts: EventCounts;
}

export interface EventCounts {
  readonly accesses: number;
  readonly updates: number;
  readonly spikes: number;
  readonly messages: number;
  readonly synapticEvents: number;
  readonly hops: Readonly<Record<Direction, number>>;
}

/** What of a run is counted. */
export type CountedRun = Pick<SpikeRun, 'network' | 'spikesOf' | 'steps'> & {
  readonly state: Pick<SpikeRun['state'], 'unitUpdates' | 'unitSpikes'>;
};

const directions: readonly Direction[] = ['north', 'east', 'south', 'west'];

/** Energy of all steps so far: every counted event times what one costs. Static power and hosts are not in it. */
export function dynamicEnergy(run: CountedRun, design: ChipDesign): DynamicEnergy {
  const { network, spikesOf, state } = run;
  const steps = run.steps;
  let somasJ = 0;
  let dendritesJ = network.forcedDendriteJ * steps;
  let accesses = 0;
  for (const { from, to, unit, dendrite } of network.segments) {
    accesses += (to - from) * steps;
    somasJ += (to - from) * steps * unit.access.energyJ;
    dendritesJ += (to - from) * steps * dendrite.energyJ;
  }
  let updates = 0;
  let spikes = 0;
  design.kinds
    .flatMap(({ somas }) => somas)
    .forEach((unit, index) => {
      updates += state.unitUpdates[index]!;
      spikes += state.unitSpikes[index]!;
      somasJ +=
        state.unitUpdates[index]! * unit.update.energyJ + state.unitSpikes[index]! * unit.spike.energyJ;
    });
  const { hops, messages, events, axonJ } = sumOverSpikes(run);
  const hopsJ = directions.reduce((sum, d, i) => sum + hops[i]! * design.hops[d].energyJ, 0);
  let synapsesJ = 0;
  network.eventKinds.forEach((kind, index) => {
    synapsesJ += events[index]! * kind.synapseJ;
    dendritesJ += events[index]! * kind.dendriteJ;
  });
  const messagesJ = axonJ + hopsJ;
  return {
    synapsesJ,
    dendritesJ,
    somasJ,
    messagesJ,
    totalJ: synapsesJ + dendritesJ + somasJ + messagesJ,
    counts: {
      accesses,
      updates,
      spikes,
      messages,
      synapticEvents: events.reduce((sum, n) => sum + n, 0),
      hops: { north: hops[0]!, east: hops[1]!, south: hops[2]!, west: hops[3]! },
    },
  };

  function sumOverSpikes({ network: n }: CountedRun) {
    const sums = [0, 0, 0, 0];
    const perKind = n.eventKinds.map(() => 0);
    let sent = 0;
    let axonsJ = 0;
    for (let core = 0; core < design.coreKind.length; core++) {
      for (let slot = n.coreStart[core]!; slot < n.coreStart[core + 1]!; slot++) {
        const fired = spikesOf[slot]!;
        if (fired === 0) continue;
        const first = n.messageStart[slot]!;
        const end = n.messageStart[slot + 1]!;
        sent += fired * (end - first);
        axonsJ += fired * (end - first) * n.axonOutJ[core]!;
        for (let m = first; m < end; m++) axonsJ += fired * n.axonInJ[n.messageCore[m]!]!;
        for (let d = 0; d < 4; d++) sums[d]! += fired * n.hops[d]![slot]!;
        for (let k = 0; k < perKind.length; k++) {
          const each = n.eventKinds[k]!.perSpike?.[slot] ?? n.synapseStart[end]! - n.synapseStart[first]!;
          perKind[k]! += fired * each;
        }
      }
    }
    return { hops: sums, messages: sent, events: perKind, axonJ: axonsJ };
  }
}
