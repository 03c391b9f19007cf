import type { ChipNetwork, NeuronParameters } from './chip-network.ts';

/** Says "nothing arrived": a sum that begins at minus zero is plain zero once anything, even a zero, was added. */
export const nothing = -0;

/** What changes in neurons, and what the neurons of one step did: by slot, and by spike in the order of the cores. */
export class SomaState {
  readonly parameters: NeuronParameters;
  readonly potential: Float64Array;
  /** Synaptic current; what was last sent, for neurons that send changes. */
  readonly current: Float64Array;
  readonly refractory: Uint16Array;
  /** Weighted sums that have arrived, for the next steps, as a ring. */
  readonly arrived: readonly Float64Array[];
  /** Inputs of this step. */
  readonly input: Float64Array;
  firedCount = 0;
  readonly firedSlot: Uint32Array;
  /** Time of the core's neurons since its last spike that sent messages, this neuron included, s. */
  readonly firedLagS: Float64Array;
  readonly firedValue: Float64Array;
  /** Spikes of core c are coreFired[c] … coreFired[c+1]-1. */
  readonly coreFired: Uint32Array;
  /** Time of a core's neurons after its last spike, s. */
  readonly trailingS: Float64Array;
  /** Neurons updated in this step, firing ones included. */
  updated = 0;
  /** Updates and spikes so far by soma unit, for the ledger; accesses follow from the number of steps. */
  readonly unitUpdates: Float64Array;
  readonly unitSpikes: Float64Array;
  /** Number of the step last begun, from 0. */
  step = 0;

  constructor(network: ChipNetwork, soma: { readonly units: number; readonly cores: number }) {
    const { neurons, state } = network;
    this.parameters = state;
    this.potential = Float64Array.from(state.initialPotential);
    this.current = new Float64Array(neurons);
    this.refractory = new Uint16Array(neurons);
    this.arrived = Array.from({ length: network.mostDelay + 1 }, () =>
      new Float64Array(neurons).fill(nothing),
    );
    this.input = new Float64Array(neurons);
    this.firedSlot = new Uint32Array(neurons);
    this.firedLagS = new Float64Array(neurons);
    this.firedValue = new Float64Array(neurons);
    this.coreFired = new Uint32Array(soma.cores + 1);
    this.trailingS = new Float64Array(soma.cores);
    this.unitUpdates = new Float64Array(soma.units);
    this.unitSpikes = new Float64Array(soma.units);
  }
}
