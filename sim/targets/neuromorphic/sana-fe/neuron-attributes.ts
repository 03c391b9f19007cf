import type { IntegratingNeuron } from '../../../network/spiking/spiking-graph.ts';
import type { Attributes } from './raw-network.ts';
import type { SomaModel } from './read-architecture.ts';

/** What a neuron's attributes come to; numbers that may differ within a population apart from what may not. */
export interface NeuronValues {
  readonly shape: Pick<IntegratingNeuron, 'reset' | 'lowestPotential' | 'thresholdNoise'> | null;
  readonly currentDecay: number;
  readonly potentialDecay: number;
  readonly bias: number;
  readonly threshold: number;
  readonly resetPotential: number;
  readonly forced: boolean;
}

/** Says nothing about what a neuron does. */
const ignored = [
  'log_spikes',
  'log_potential',
  'log_u',
  'log_v',
  'log_current',
  'connections_out',
  'soma_hw_name',
  'synapse_hw_name',
  'dendrite_hw_name',
  'force_synapse_update',
  'force_dendrite_update',
];

const forced = ['force_update', 'force_soma_update'];

const knownOf: Readonly<Record<SomaModel, readonly string[]>> = {
  leaky_integrate_fire: [
    'threshold',
    'reverse_threshold',
    'reset',
    'reverse_reset',
    'reset_mode',
    'reverse_reset_mode',
    'leak_decay',
    'input_decay',
    'bias',
  ],
  truenorth: [
    'threshold',
    'reverse_threshold',
    'reset',
    'reverse_reset',
    'reset_mode',
    'reverse_reset_mode',
    'leak',
    'leak_towards_zero',
    'bias',
    'random_mask',
  ],
  input: ['spikes', 'rate', 'poisson'],
};

/** All attributes that a neuron on such a soma may have. */
export const attributesOf = (model: SomaModel): readonly string[] => [
  ...knownOf[model],
  ...forced,
  ...ignored,
];

/**
 * Translates attributes of SANA-FE. Its TrueNorth neuron fires at v >= threshold and adds a random whole number to v: that
 * is v > (the next double below threshold - mask) + (mask - random).
 * @throws RangeError for a value that no neuron here can have; its message completes "the neuron …"
 */
export function neuronValues(a: Attributes, model: SomaModel): NeuronValues {
  const number = (key: string, otherwise: number): number => {
    const value = a[key] ?? otherwise;
    if (typeof value !== 'number' || !Number.isFinite(value))
      throw new RangeError(`has \`${key}\` that is not a finite number`);
    return value;
  };
  const base = {
    currentDecay: 0,
    potentialDecay: 1,
    bias: 0,
    threshold: 0,
    resetPotential: 0,
    forced: forced.some((key) => a[key] === true || a[key] === 1),
  };
  if (model === 'input') return { ...base, shape: null };
  const mask = model === 'truenorth' ? number('random_mask', 0) : 0;
  const reset = resetOf(a);
  const threshold = number('threshold', 0);
  const shape = {
    reset,
    lowestPotential: lowestOf(a, number),
    thresholdNoise: mask,
  };
  if (model === 'leaky_integrate_fire')
    return {
      ...base,
      shape,
      currentDecay: number('input_decay', 0),
      potentialDecay: number('leak_decay', 1),
      bias: number('bias', 0),
      threshold,
      resetPotential: number('reset', 0),
    };
  if (a['leak_towards_zero'] !== false && number('leak', 0) !== 0)
    throw new RangeError('leaks towards zero, which is not simulated; `leak_towards_zero: false` is');
  if (!Number.isInteger(Math.log2(mask + 1)))
    throw new RangeError(`has the random mask ${mask}; masks of the lowest bits alone are simulated`);
  if (reset === 'subtract')
    throw new RangeError('subtracts its threshold, which this TrueNorth model does not');
  return {
    ...base,
    shape,
    bias: number('bias', 0) + number('leak', 0),
    threshold: nextBelow(threshold - mask),
    resetPotential: number('reset', 0),
  };
}

function resetOf(a: Attributes): IntegratingNeuron['reset'] {
  const mode = a['reset_mode'] ?? 'hard';
  if (mode === 'hard') return 'to';
  if (mode === 'soft') return 'subtract';
  if (mode === 'none') return 'none';
  throw new RangeError(`has the reset mode "${mode}"; hard, soft and none are simulated`);
}

function lowestOf(a: Attributes, number: (key: string, otherwise: number) => number): number {
  const mode = a['reverse_reset_mode'] ?? 'none';
  if (mode === 'none') return Number.NEGATIVE_INFINITY;
  if (mode === 'saturate') return number('reverse_threshold', 0);
  throw new RangeError(`has the reverse reset mode "${mode}"; saturate and none are simulated`);
}

/** The largest double below x. */
function nextBelow(x: number): number {
  if (x === 0) return -Number.MIN_VALUE;
  const bits = new BigInt64Array(1);
  const value = new Float64Array(bits.buffer);
  value[0] = x;
  bits[0]! += x > 0 ? -1n : 1n;
  return value[0]!;
}
