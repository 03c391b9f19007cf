/**
 * Where the neurons of a graph lie. Neurons are numbered through all populations in their order; the order of a core's
 * neurons is the order in which it updates them.
 */
export interface ChipPlacement {
  /** By neuron: its core. */
  readonly core: Uint32Array;
  /** All neurons, core by core, in the order in which each core updates them. */
  readonly order: Uint32Array;
  /** By neuron: which of its core's soma, dendrite and axon units; null: the first that fits the neuron. */
  readonly soma: Uint16Array | null;
  readonly dendrite: Uint16Array | null;
  /** By neuron: the synapse unit that reads the synapses ending at it; null: the first. */
  readonly synapse: Uint16Array | null;
  /** By neuron: 1 where it is updated in every step, needed or not; null: none. */
  readonly forced: Uint8Array | null;
}
