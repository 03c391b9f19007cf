import type { PerNeuron, Population, SpikingGraph } from '../../../network/spiking/spiking-graph.ts';
import { didYouMean } from '../../../schema/did-you-mean.ts';
import { InputError, type InputIssue } from '../../../schema/input-error.ts';
import type { ChipPlacement } from '../chip/placement.ts';
import { buildProjections } from './build-projections.ts';
import { attributesOf, type NeuronValues, neuronValues } from './neuron-attributes.ts';
import { placeNeurons } from './place-neurons.ts';
import type { Attributes, RawNetwork } from './raw-network.ts';
import type { SanaFeArchitecture, SomaModel } from './read-architecture.ts';
import { TrainStimulus } from './train-stimulus.ts';

/** A network of SANA-FE, ready to run on its architecture. */
export interface SanaFeNetwork {
  readonly graph: SpikingGraph;
  readonly placement: ChipPlacement;
  readonly stimulus: TrainStimulus;
}

/** By group and neuron: its population and its number in it. */
export interface NeuronIndex {
  readonly population: Uint16Array;
  readonly local: Uint32Array;
}

/**
 * Checks a network against an architecture and builds graph, placement and input.
 * @throws InputError with every fault: neurons without a core, unknown units, cores that are too full, wrong values
 */
export function buildNetwork(raw: RawNetwork, architecture: SanaFeArchitecture, seed = 1): SanaFeNetwork {
  const issues: InputIssue[] = [];
  const placed = placeNeurons(raw, architecture, issues);
  if (issues.length > 0) throw new InputError(issues);
  const { graph, stimulus, members, forced } = buildGraph(raw, placed.model, seed);
  return { graph, placement: { ...placed.placement(members), forced }, stimulus };
}

/** A network apart from any chip, and where its neurons come from. */
export interface BuiltGraph {
  readonly graph: SpikingGraph;
  readonly stimulus: TrainStimulus;
  /** In the order of the graph's neurons: group and neuron. */
  readonly members: readonly (readonly [group: number, neuron: number])[];
  readonly forced: Uint8Array;
}

/**
 * Builds graph and input alone.
 * @param modelOf what a neuron's soma computes with
 * @throws InputError with every fault of neurons and edges
 */
export function buildGraph(
  raw: RawNetwork,
  modelOf: (group: number, neuron: number) => SomaModel = (g, n) => guessModel(raw.groups[g]!.neurons[n]!),
  seed = 1,
): BuiltGraph {
  const issues: InputIssue[] = [];
  const stimulus = new TrainStimulus(seed);
  const populations: Population[] = [];
  const index: NeuronIndex[] = [];
  const forced: number[] = [];
  const members: [group: number, neuron: number][] = [];
  raw.groups.forEach((group, g) => {
    const kinds = new Map<string, { values: NeuronValues; neurons: number[]; all: NeuronValues[] }>();
    group.neurons.forEach((attributes, n) => {
      const model = modelOf(g, n);
      reportUnknown(attributes, model, group.name, n, group.at, issues);
      try {
        const values = neuronValues(attributes, model);
        const key = JSON.stringify(values.shape);
        const kind = kinds.get(key) ?? { values, neurons: [], all: [] };
        kinds.set(key, kind);
        kind.neurons.push(n);
        kind.all.push(values);
      } catch (error) {
        if (!(error instanceof RangeError)) throw error;
        issues.push(group.at('E_NEURON_VALUE', `the neuron ${group.name}.${n} ${error.message}.`));
      }
    });
    const found: NeuronIndex = {
      population: new Uint16Array(group.neurons.length),
      local: new Uint32Array(group.neurons.length),
    };
    index.push(found);
    for (const { values, neurons, all } of kinds.values()) {
      const name = kinds.size === 1 ? group.name : `${group.name}#${populations.length}`;
      const population = populations.push(populationOf(name, values, all)) - 1;
      neurons.forEach((n, local) => {
        found.population[n] = population;
        found.local[n] = local;
        try {
          if (!values.shape) stimulus.add(members.length, group.neurons[n]!);
        } catch (error) {
          issues.push(
            group.at('E_NEURON_VALUE', `the neuron ${group.name}.${n} ${(error as Error).message}.`),
          );
        }
        forced.push(all[local]!.forced ? 1 : 0);
        members.push([g, n]);
      });
    }
  });
  const projections = buildProjections(raw, index, populations, issues);
  if (issues.length > 0) throw new InputError(issues);
  return {
    graph: { name: raw.name, populations, projections },
    stimulus,
    members,
    forced: Uint8Array.from(forced),
  };
}

/** Without an architecture: a neuron that says when it fires is an input, one named so too. */
function guessModel(attributes: Attributes): SomaModel {
  const unit = String(attributes['soma_hw_name'] ?? '');
  const says = ['spikes', 'rate', 'poisson'].some((key) => Object.hasOwn(attributes, key));
  return says || /input/.test(unit) ? 'input' : 'leaky_integrate_fire';
}

function reportUnknown(
  attributes: object,
  model: SomaModel,
  group: string,
  neuron: number,
  at: RawNetwork['groups'][number]['at'],
  issues: InputIssue[],
): void {
  const allowed = attributesOf(model);
  for (const key of Object.keys(attributes)) {
    if (allowed.includes(key)) continue;
    const guess = didYouMean(key, allowed);
    const more = { allowed, ...(guess ? { didYouMean: guess } : {}) };
    issues.push(
      at('E_UNKNOWN_KEY', `"${key}" of ${group}.${neuron} is nothing that a ${model} soma knows.`, more),
    );
  }
}

function populationOf(name: string, { shape }: NeuronValues, all: readonly NeuronValues[]): Population {
  const per = (key: Exclude<keyof NeuronValues, 'shape' | 'forced'>): PerNeuron =>
    all.every((values) => values[key] === all[0]![key])
      ? all[0]![key]
      : Float64Array.from(all, (values) => values[key]);
  return {
    name,
    shape: [all.length],
    size: all.length,
    neuron: shape
      ? {
          kind: 'integrate',
          ...shape,
          currentDecay: per('currentDecay'),
          potentialDecay: per('potentialDecay'),
          bias: per('bias'),
          threshold: per('threshold'),
          resetPotential: per('resetPotential'),
          initialPotential: 0,
          refractorySteps: 0,
        }
      : { kind: 'input' },
  };
}
