import { eachSynapse } from './each-synapse.ts';
import type { PerNeuron, Population, Projection, SpikingGraph } from './spiking-graph.ts';

/** Metrics of a network alone (Yik et al. 2025, "The neurobench framework …", Nature Communications 16:1545). */
export interface NeuroBenchStatic {
  /**
   * Bytes of all parameters and buffers, zeros included: weights at their stored width, targets of lists, parameters of
   * neurons (4 bytes each) and their state between steps (4 bytes a value).
   */
  readonly footprintBytes: number;
  /**
   * Weights that are zero / weights, over all projections. A list leaves zeros out; they count. A shared kernel counts
   * once. A neuron's connection to itself counts as no weight (as the benchmark's maintainers decided in its issue 81).
   */
  readonly connectionSparsity: number;
}

/** Metrics of a run, means over samples; an execution is one sample with all of its steps. */
export interface NeuroBenchRun {
  readonly samples: number;
  /** Outputs of zero / outputs, over all neurons that are no inputs, all steps and samples. */
  readonly activationSparsity: number;
  /**
   * Synaptic operations: dense are all pairs of input and weight, zeros or not; effective those with neither zero, as
   * accumulates where all inputs of the projection in that step are 0, 1 or -1, and as multiply-accumulates otherwise.
   * Biases and pooling do not count (docs/metrics/workload_metrics/synaptic_operations.rst of the repository).
   */
  readonly denseOperations: number;
  readonly effectiveMacs: number;
  readonly effectiveAcs: number;
  /** Potentials that changed in a step. */
  readonly membraneUpdates: number;
}

const bytesPerNumber = 4;

export function neuroBenchStatic(graph: SpikingGraph): NeuroBenchStatic {
  let footprintBytes = 0;
  for (const population of graph.populations) footprintBytes += neuronBytes(population);
  let zeros = 0;
  let weights = 0;
  for (const projection of graph.projections) {
    const { synapses } = projection;
    footprintBytes += synapses.weight.byteLength;
    if (synapses.kind === 'lists') footprintBytes += synapses.target.byteLength + synapses.start.byteLength;
    const [own, present] = weightCounts(projection, graph.populations);
    weights += own;
    zeros += own - present;
  }
  return { footprintBytes, connectionSparsity: weights > 0 ? zeros / weights : 0 };
}

/** Numbers that a neuron keeps: its parameters, and its state between steps. */
function neuronBytes({ size, neuron }: Population): number {
  const one = (value: PerNeuron | undefined) =>
    value === undefined ? 0 : typeof value === 'number' ? 1 : size;
  switch (neuron.kind) {
    case 'input':
      return 0;
    case 'integrate': {
      const { currentDecay, potentialDecay, currentBias, bias, threshold, resetPotential, refractorySteps } =
        neuron;
      const parameters = [
        currentDecay,
        potentialDecay,
        currentBias,
        bias,
        threshold,
        resetPotential,
        refractorySteps,
      ];
      const states = 1 + (currentDecay === 0 ? 0 : 1) + (refractorySteps === 0 ? 0 : 1);
      return bytesPerNumber * (parameters.reduce((sum: number, p) => sum + one(p), 0) + states * size);
    }
    case 'sigma-delta':
      return bytesPerNumber * (one(neuron.bias) + one(neuron.deltaThreshold) + 2 * size);
    case 'relay':
      return bytesPerNumber * one(neuron.bias);
  }
}

/** Weights of a projection as a full array, and how many are there and not zero. */
function weightCounts(
  { from, to, synapses }: Projection,
  populations: readonly Population[],
): readonly [weights: number, present: number] {
  const [sources, targets] = [populations[from]!.size, populations[to]!.size];
  let present = 0;
  if (synapses.kind === 'conv') {
    for (const w of synapses.weight) if (w !== 0) present++;
    return [synapses.weight.length, present];
  }
  const recurrent = from === to;
  eachSynapse({ from, to, synapses, name: '', delaySteps: 0 }, populations, (source, target, weight) => {
    if (weight !== 0 && !(recurrent && source === target)) present++;
  });
  return [sources * targets - (recurrent ? sources : 0), present];
}

/** Counts what NeuroBench counts while a network runs, whichever engine runs it. */
export class NeuroBenchMeter {
  readonly #graph: SpikingGraph;
  /** Per projection and source neuron: synapses of all kinds, and those of weight other than zero. */
  readonly #dense: readonly number[];
  readonly #fanOut: readonly Uint32Array[];
  #samples = 0;
  #outputs = 0;
  #zeroOutputs = 0;
  #denseOps = 0;
  #macs = 0;
  #acs = 0;
  #updates = 0;

  constructor(graph: SpikingGraph) {
    this.#graph = graph;
    const fanOut: Uint32Array[] = [];
    this.#dense = graph.projections.map((projection) => {
      const counts = new Uint32Array(graph.populations[projection.from]!.size);
      let all = 0;
      eachSynapse(projection, graph.populations, (source, _target, weight) => {
        all++;
        if (weight !== 0) counts[source]!++;
      });
      fanOut.push(counts);
      const [sources, targets] = [counts.length, graph.populations[projection.to]!.size];
      return projection.synapses.kind === 'lists' ? sources * targets : all;
    });
    this.#fanOut = fanOut;
  }

  /**
   * After every step.
   * @param sent per population what its neurons sent in the step
   * @param updates potentials that changed in the step
   */
  step(sent: readonly Float64Array[], updates: number): void {
    this.#updates += updates;
    for (const [p, { neuron }] of this.#graph.populations.entries()) {
      if (neuron.kind === 'input') continue;
      this.#outputs += sent[p]!.length;
      for (const value of sent[p]!) if (value === 0) this.#zeroOutputs++;
    }
    for (const [p, { from }] of this.#graph.projections.entries()) {
      const values = sent[from]!;
      const fanOut = this.#fanOut[p]!;
      let effective = 0;
      let isBinary = true;
      for (let n = 0; n < values.length; n++) {
        const value = values[n]!;
        if (value === 0) continue;
        effective += fanOut[n]!;
        if (value !== 1 && value !== -1) isBinary = false;
      }
      if (isBinary) this.#acs += effective;
      else this.#macs += effective;
      this.#denseOps += this.#dense[p]!;
    }
  }

  /** After the last step of a sample. */
  endSample(): void {
    this.#samples++;
  }

  /** @throws RangeError before a first sample has ended */
  get run(): NeuroBenchRun {
    if (this.#samples === 0) throw new RangeError('no sample has ended; call endSample after its last step');
    return {
      samples: this.#samples,
      activationSparsity: this.#outputs > 0 ? this.#zeroOutputs / this.#outputs : 0,
      denseOperations: this.#denseOps / this.#samples,
      effectiveMacs: this.#macs / this.#samples,
      effectiveAcs: this.#acs / this.#samples,
      membraneUpdates: this.#updates / this.#samples,
    };
  }
}
