import type { Weights } from '../../../network/spiking/spiking-graph.ts';
import type { SomaUnit } from './chip-design.ts';
import type { EventCost } from './event-cost.ts';

/**
 * A network as it lies on a chip. Neurons are numbered by *slot*: core by core in the order in which each core updates
 * them, so that a core owns the slots coreStart[c] … coreStart[c+1]-1. The messages that slot n sends when it fires, one
 * a core on which it has synapses, are messageStart[n] … messageStart[n+1]-1, ascending by core; the synapses that
 * message m meets there are synapseStart[m] … synapseStart[m+1]-1.
 */
export interface ChipNetwork {
  readonly neurons: number;
  readonly coreStart: Uint32Array;
  readonly usedCores: number;
  readonly usedTiles: number;
  /** Numbers of the graph by slot, and back. */
  readonly neuronOfSlot: Uint32Array;
  readonly slotOfNeuron: Uint32Array;
  readonly segments: readonly Segment[];
  readonly state: NeuronParameters;
  readonly messageStart: Uint32Array;
  readonly messageCore: Uint16Array;
  readonly synapseStart: Uint32Array;
  readonly target: Uint32Array;
  readonly weight: Weights;
  /** By synapse: steps beyond the one that every spike takes; null where all are 0. */
  readonly delay: Uint8Array | null;
  readonly mostDelay: number;
  /** By message: time of the receiving core, s; null: `messageS` + its synapses times `synapseS`. */
  readonly processingS: Float64Array | null;
  readonly messageS: number;
  readonly synapseS: number;
  /** By slot: hops of all messages of one spike, in the order north, east, south, west. */
  readonly hops: readonly [Uint32Array, Uint32Array, Uint32Array, Uint32Array];
  /** Kinds of synaptic event: energy of one, J, and by slot how many one spike causes; one kind: all of its synapses. */
  readonly eventKinds: readonly EventKind[];
  /** By core: energy of a message received and of one sent. */
  readonly axonInJ: Float64Array;
  readonly axonOutJ: Float64Array;
  readonly axonOutS: Float64Array;
  /** Dendrite updates in every step whatever happens, J. */
  readonly forcedDendriteJ: number;
}

export interface EventKind {
  readonly name: string;
  readonly synapseJ: number;
  readonly dendriteJ: number;
  /** null where there is one kind. */
  readonly perSpike: Uint32Array | null;
}

/** Neighbouring slots of one core with one model and one soma unit. */
export interface Segment {
  readonly core: number;
  readonly from: number;
  readonly to: number;
  readonly population: number;
  readonly unit: SomaUnit;
  /** Update of a dendrite that lies behind the buffer and so belongs to the neuron's step; zero ahead of it. */
  readonly dendrite: EventCost;
  /** Index of the unit among all soma units of the chip, for the ledger. */
  readonly unitIndex: number;
  readonly kernel: 'input' | 'integrate' | 'sigma-delta' | 'relay';
}

/** By slot, for all models; what a model does not know stays 0. */
export interface NeuronParameters {
  readonly currentDecay: Float64Array;
  readonly currentBias: Float64Array;
  readonly potentialDecay: Float64Array;
  readonly bias: Float64Array;
  /** Also the threshold of deltas. */
  readonly threshold: Float64Array;
  readonly resetPotential: Float64Array;
  readonly initialPotential: Float64Array;
  readonly refractorySteps: Uint16Array;
  /** Neurons that are updated in every step, needed or not. */
  readonly forced: Uint8Array;
}
