/**
 * A network of spiking neurons in discrete steps, apart from any chip and any file format: populations of neurons and
 * projections of synapses between them. What the readers make (NIR, SANA-FE, Lava NetX), what conversion makes of a
 * trained network, and what a mapper places and an engine runs. Cycles are allowed.
 */
export interface SpikingGraph {
  readonly name: string;
  /** What one step stands for, s, where the source says so; a chip that runs as fast as it can ignores it. */
  readonly stepS?: number;
  readonly populations: readonly Population[];
  readonly projections: readonly Projection[];
}

/** Neurons of one model, numbered 0 … size-1 in row-major order of `shape`. */
export interface Population {
  readonly name: string;
  /** E.g. [channels, height, width]; its product is `size`. */
  readonly shape: readonly number[];
  readonly size: number;
  readonly neuron: Neuron;
}

/** One value for all neurons of a population, or one each. */
export type PerNeuron = number | Float64Array;

export type Neuron = InputNeuron | IntegratingNeuron | SigmaDeltaNeuron | RelayNeuron;

/** Spikes (or, with graded inputs, values) that come from outside. */
export interface InputNeuron {
  readonly kind: 'input';
}

/**
 * Integrate-and-fire, leaky or not, current-based or not. In each step, with x the weighted sum of what arrived:
 *
 *     i <- currentDecay i + x + currentBias
 *     v <- potentialDecay v + i + bias       (not while refractory)
 *     fires where v > threshold; then v <- resetPotential ('to'), v - threshold ('subtract') or v ('none')
 *
 * currentDecay 0 is a synapse without memory, potentialDecay 1 does not leak. Where x is multiplied by a resistance or
 * a step, that is in the weights.
 */
export interface IntegratingNeuron {
  readonly kind: 'integrate';
  readonly currentDecay: PerNeuron;
  readonly potentialDecay: PerNeuron;
  /** 0 where it is left out. */
  readonly currentBias?: PerNeuron;
  readonly bias: PerNeuron;
  /** Infinity never fires: an accumulator whose potential is read. */
  readonly threshold: PerNeuron;
  readonly reset: 'to' | 'subtract' | 'none';
  readonly resetPotential: PerNeuron;
  readonly initialPotential: PerNeuron;
  /** Steps after a spike in which the potential stays. */
  readonly refractorySteps: PerNeuron;
  /** Where the potential saturates from below; -Infinity is nowhere. */
  readonly lowestPotential: number;
  /** Threshold of a step = threshold + a whole random number of 0 … noise; 0 is none. */
  readonly thresholdNoise: number;
}

/**
 * Sends the change of its activation when that exceeds a threshold, as a graded spike:
 *
 *     sigma <- sigma + x;  a = act(sigma + bias);  d = a - sent
 *     where |d| >= deltaThreshold (and d is not 0): sends d, sent <- a
 *
 * so that the sum of what was sent follows the activation to within the threshold.
 */
export interface SigmaDeltaNeuron {
  readonly kind: 'sigma-delta';
  readonly activation: 'relu' | 'identity';
  readonly bias: PerNeuron;
  readonly deltaThreshold: PerNeuron;
  /** Values sent are whole multiples of it; 0 is no rounding. */
  readonly quantum: number;
}

/** Sends act(x + bias) in the step in which x arrives, as a graded spike where it is not 0; keeps no state. */
export interface RelayNeuron {
  readonly kind: 'relay';
  /** 'step' sends 1 where x + bias > 0. */
  readonly activation: 'relu' | 'identity' | 'step';
  readonly bias: PerNeuron;
  /** Values sent are whole multiples of it up to `largest`; 0 is no rounding. */
  readonly quantum: number;
  readonly largest: number;
}

/** Synapses from one population to another (or to itself). */
export interface Projection {
  readonly name: string;
  /** Indices of populations. */
  readonly from: number;
  readonly to: number;
  /** Steps a spike is under way beyond the one hop that every spike takes; 0 is none. */
  readonly delaySteps: number;
  readonly synapses: Synapses;
}

/** Stored weights; narrow types keep large networks small. */
export type Weights = Float64Array | Float32Array | Int32Array | Int16Array | Int8Array;

export type Synapses = SynapseLists | DenseSynapses | ConvSynapses;

/** Per source neuron s the entries start[s] … start[s+1]-1: targets ascending, and their weights. */
export interface SynapseLists {
  readonly kind: 'lists';
  readonly start: Uint32Array;
  readonly target: Uint32Array;
  readonly weight: Weights;
  /**
   * Where the lists repeat one kernel at every position: by channel, the last dimension of the targets' shape, the weights of
   * that kernel. A core stores those of its channels once. Absent: no two synapses share a weight.
   */
  readonly shared?: Uint32Array;
}

/** All to all: weight [to.size][from.size]. Zero weights are stored, and are synapses. */
export interface DenseSynapses {
  readonly kind: 'dense';
  readonly weight: Weights;
}

/**
 * One kernel shared by all positions: from.shape is [channels, height, width], to.shape
 * [out channels, out height, out width], weight [out channels][channels / groups][kernel height][kernel width].
 */
export interface ConvSynapses {
  readonly kind: 'conv';
  readonly weight: Weights;
  readonly kernel: readonly [number, number];
  readonly stride: readonly [number, number];
  /** Rows above and columns left of the input that count as zeros. */
  readonly padding: readonly [number, number];
  readonly dilation: readonly [number, number];
  readonly groups: number;
}
