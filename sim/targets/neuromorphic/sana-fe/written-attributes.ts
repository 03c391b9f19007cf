import type {
  IntegratingNeuron,
  PerNeuron,
  Population,
  SpikingGraph,
} from '../../../network/spiking/spiking-graph.ts';
import type { ChipDesign } from '../chip/chip-design.ts';
import type { ChipPlacement } from '../chip/placement.ts';
import type { Attributes } from './raw-network.ts';

const resetModes = { to: 'hard', subtract: 'soft', none: 'none' } as const;

/** Attributes of neurons in SANA-FE's words. */
export interface WrittenAttributes {
  /** What all neurons of a population have. */
  readonly shared: (population: number) => Attributes;
  /** What neuron `local` of it has besides, its units among it. */
  readonly own: (population: number, local: number) => Attributes;
}

/**
 * The neurons of a placed network as SANA-FE's files describe them. Which neurons fire by themselves is not said.
 * @throws RangeError, from `shared`, for neurons that SANA-FE's Loihi soma does not compute: graded ones, refractory ones, noisy
 *   thresholds; from `own` for values that are no finite numbers
 */
export function writtenAttributes(
  { populations }: SpikingGraph,
  design: ChipDesign,
  { soma, synapse, dendrite, core, forced }: ChipPlacement,
): WrittenAttributes {
  const first: number[] = [];
  let neurons = 0;
  for (const { size } of populations) {
    first.push(neurons);
    neurons += size;
  }
  return {
    shared: (p) => sharedBy(populations[p]!),
    own: (p, local) => {
      const { name, neuron } = populations[p]!;
      const n = first[p]! + local;
      const kind = design.kinds[design.coreKind[core[n]!]!]!;
      const isInput = neuron.kind === 'input';
      const found = soma?.[n] ?? kind.somas.findIndex(({ model }) => (model === 'input') === isInput);
      return {
        ...(neuron.kind === 'integrate' ? valuesOf(name, neuron, local) : {}),
        soma_hw_name: kind.somas[Math.max(0, found)]!.name,
        synapse_hw_name: kind.synapses[synapse?.[n] ?? 0]!.name,
        dendrite_hw_name: kind.dendrites[dendrite?.[n] ?? 0]!.name,
        ...(forced?.[n] ? { force_update: true } : {}),
      };
    },
  };
}

function sharedBy({ name, neuron }: Population): Attributes {
  if (neuron.kind === 'input') return {};
  const zero = (value: PerNeuron | undefined) =>
    value === undefined || (typeof value === 'number' ? value === 0 : value.every((x) => x === 0));
  const refuse = (what: string) => {
    throw new RangeError(`the neurons of "${name}" ${what}, which SANA-FE's somas do not`);
  };
  if (neuron.kind !== 'integrate') return refuse('send graded spikes');
  if (neuron.thresholdNoise !== 0) return refuse('have noisy thresholds');
  if (!zero(neuron.refractorySteps)) return refuse('are refractory');
  if (!zero(neuron.currentBias)) return refuse('have a bias of their current');
  if (!zero(neuron.initialPotential)) return refuse('begin with a potential');
  return {
    reset_mode: resetModes[neuron.reset],
    ...(Number.isFinite(neuron.lowestPotential)
      ? { reverse_reset_mode: 'saturate', reverse_threshold: neuron.lowestPotential }
      : {}),
  };
}

function valuesOf(name: string, neuron: IntegratingNeuron, i: number): Attributes {
  const at = (value: PerNeuron) => (typeof value === 'number' ? value : value[i]!);
  const limit = at(neuron.threshold);
  const values = {
    // Never fires: no number of the file is infinite.
    threshold: limit === Number.POSITIVE_INFINITY ? Number.MAX_VALUE : limit,
    bias: at(neuron.bias),
    leak_decay: at(neuron.potentialDecay),
    input_decay: at(neuron.currentDecay),
    reset: at(neuron.resetPotential),
  };
  for (const [key, value] of Object.entries(values))
    if (!Number.isFinite(value))
      throw new RangeError(
        `neuron ${i} of "${name}" has the ${key} ${value}; files of SANA-FE hold finite numbers`,
      );
  return values;
}
