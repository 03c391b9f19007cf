import { type Quantity, si } from '../quantity.ts';
import type { CoreLimits } from './placement.ts';
import type { NeuromorphicProfile, NeuromorphicRuntime } from './profile-schema.ts';
import type { SpikeCounters } from './spike-counters.ts';
import type { EventTimes } from './step-ledger.ts';
import type { SynapseFormat } from './wired-layer.ts';

/** Which end of each number's interval is taken. */
export type End = 'low' | 'central' | 'high';

const at = (q: Quantity, end: End): number =>
  si(end === 'central' ? q : { ...q, value: (end === 'low' ? q.low : q.high) ?? q.value });

const ps = (q: Quantity): number => Math.round(si(q) * 1e12);

export function coreLimits({ mesh, core }: NeuromorphicProfile): CoreLimits {
  return {
    cores: mesh.width.value * mesh.height.value * mesh.coresPerTile.value,
    coresPerTile: mesh.coresPerTile.value,
    meshHeight: mesh.height.value,
    compartmentsPerCore: core.compartments.value,
    axonsInPerCore: core.axonsIn.value,
    axonsOutPerCore: core.axonsOut.value,
    synapseMemoryBytesPerCore: si(core.synapseMemory),
  };
}

/** Central times of single events, in whole picoseconds. */
export function eventTimes({ events }: NeuromorphicProfile): EventTimes {
  return {
    accessPs: ps(events.somaAccess.time),
    updatePs: ps(events.somaUpdate.time),
    spikePs: ps(events.somaSpike.time),
    messageOutPs: ps(events.axonOut.time),
    messageInPs: ps(events.axonIn.time),
    synapsePs: {
      conv: ps(events.synapseConv.time),
      sparse: ps(events.synapseSparse.time),
      dense: ps(events.synapseDense.time),
    },
  };
}

/** Dynamic energy of counted events, J: neurons and synapses, and messages on the mesh. */
export interface EventEnergy {
  readonly neuronsJ: number;
  readonly synapsesJ: number;
  readonly messagesJ: number;
}

export function eventEnergy(
  { events: e }: NeuromorphicProfile,
  c: SpikeCounters,
  end: End = 'central',
): EventEnergy {
  const joules = (part: { energy: Quantity }) => at(part.energy, end);
  const synapse: Readonly<Record<SynapseFormat, number>> = {
    conv: c.eventsConv * joules(e.synapseConv),
    sparse: c.eventsSparse * joules(e.synapseSparse),
    dense: c.eventsDense * joules(e.synapseDense),
  };
  return {
    neuronsJ:
      c.accesses * joules(e.somaAccess) + c.updates * joules(e.somaUpdate) + c.spikes * joules(e.somaSpike),
    synapsesJ: synapse.conv + synapse.sparse + synapse.dense,
    messagesJ:
      c.messages * (joules(e.axonOut) + joules(e.axonIn)) +
      c.hopsEastWest * joules(e.hopEastWest) +
      c.hopsNorthSouth * joules(e.hopNorthSouth),
  };
}

/** Barrier of one step when so many tiles are in use, s. */
export function barrierS({ barrier }: NeuromorphicProfile, tiles: number, end: End = 'central'): number {
  const row = barrier.filter((entry) => entry.fromTiles.value <= tiles).at(-1) ?? barrier[0]!;
  return at(row.time, end);
}

/** Static power of the chip with its powered cores, without the embedded processor, W. */
export function staticPowerW({ static: s }: NeuromorphicProfile, end: End = 'central'): number {
  return at(s.base, end) + s.poweredCores.value * at(s.perPoweredCore, end);
}

export function embeddedPowerW({ embeddedProcessor }: NeuromorphicProfile, end: End = 'central'): number {
  return at(embeddedProcessor.power, end);
}

export function hostTimePerStepS(runtime: NeuromorphicRuntime, end: End = 'central'): number {
  return at(runtime.hostTimePerStep, end);
}
