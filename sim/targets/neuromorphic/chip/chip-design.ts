import type { EventCost } from './event-cost.ts';

/**
 * A chip for spiking networks, apart from any network: a mesh of tiles with cores, each a pipeline of axon-in, synapse,
 * dendrite, soma and axon-out units. Tile t lies in column floor(t / height) and row t mod height.
 */
export interface ChipDesign {
  readonly name: string;
  /** Tiles. */
  readonly width: number;
  readonly height: number;
  /** Messages that the input buffer of one link holds. */
  readonly linkBuffer: number;
  /** Cost of one hop by direction of travel: north is the next row, east the next column. */
  readonly hops: Readonly<Record<Direction, EventCost>>;
  /** Time of the barrier after a step, from so many used tiles on; ascending. Empty: no barrier. */
  readonly barrier: readonly { readonly fromTiles: number; readonly timeS: number }[];
  /** Kinds of core, and by core its kind, its tile and its place in the tile. */
  readonly kinds: readonly CoreKind[];
  readonly coreKind: Uint8Array;
  readonly coreTile: Uint16Array;
  readonly coreSlot: Uint8Array;
}

export type Direction = 'north' | 'east' | 'south' | 'west';

/** What cores of one kind are made of. The first unit of a list is the one taken where a network names none. */
export interface CoreKind {
  readonly name: string;
  /**
   * The unit before which spikes wait for the next step: everything ahead of it is time of the receiving core, the rest
   * is time of its neurons.
   */
  readonly buffer: 'dendrite' | 'soma';
  readonly mostNeurons: number;
  readonly axonIn: EventCost;
  readonly axonOut: EventCost;
  readonly synapses: readonly Unit[];
  readonly dendrites: readonly DendriteUnit[];
  readonly somas: readonly SomaUnit[];
}

/** A unit with one cost an event. */
export interface Unit {
  readonly name: string;
  readonly cost: EventCost;
}

export interface DendriteUnit extends Unit {
  /** Whether it can hold synaptic currents back by whole steps. */
  readonly delays: boolean;
  /** Whether each of its neurons is updated in every step, spikes or not. */
  readonly everyStep: boolean;
}

export interface SomaUnit {
  readonly name: string;
  /** Neurons the unit computes: sources of given spikes, or neurons with a state. */
  readonly model: 'input' | 'neuron';
  /** Paid by each of its neurons in each step; by those that are updated; by those that fire. */
  readonly access: EventCost;
  readonly update: EventCost;
  readonly spike: EventCost;
  /** Potentials are cut to whole multiples of it, towards zero; 0 is none. */
  readonly potentialQuantum: number;
}
