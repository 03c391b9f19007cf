import { NetworkFileError } from '../hdf5/network-file-error.ts';
import { mostNeurons } from '../spiking/most-neurons.ts';
import type { Neuron, Population, Projection, SpikingGraph, Synapses } from '../spiking/spiking-graph.ts';
import type { NetxConv, NetxNetwork, NetxNeuron } from './netx-layers.ts';

/** Loihi's decays are of 2^12; weights and thresholds are shifted left by 6 bits, biases are not. */
const decayUnit = 4096;
const shift = 64;

/**
 * A NetX network as populations and projections, in Loihi's membrane units: weights and thresholds times 64. What Lava's
 * blocks do: current decay (4096 - iDecay) / 4096, potential decay (4096 - vDecay) / 4096, reset to zero. Lava truncates
 * to whole numbers in every step; here numbers are real, so that membranes may differ by a unit.
 * @param place named in errors
 * @throws NetworkFileError when layers do not fit each other
 */
export function netxToSpiking({ layers }: NetxNetwork, place: string): SpikingGraph {
  const populations: Population[] = [];
  const projections: Projection[] = [];
  let neurons = 0;
  const add = (name: string, shape: readonly number[], neuron: Neuron) => {
    const size = shape.reduce((a, b) => a * b, 1);
    neurons += size;
    if (neurons > mostNeurons)
      throw new NetworkFileError(
        place,
        name,
        `${size} neurons: with them the network has more than ${mostNeurons}, the most that is read`,
      );
    populations.push({ name, shape, size, neuron });
  };
  const fail = (n: number, message: string): never => {
    throw new NetworkFileError(place, `/layer/${n}`, message);
  };
  for (const [n, layer] of layers.entries()) {
    if (layer.type === 'flatten') continue;
    const name = `layer ${n} (${layer.type})`;
    if (layer.type === 'input') {
      if (n > 0) fail(n, 'an input behind other layers');
      add(name, layer.shape, { kind: 'input' });
      continue;
    }
    if (populations.length === 0) {
      // Files may begin with the first layer that computes.
      add('input', layer.type === 'dense' ? [layer.inputs] : inputShape(layer), { kind: 'input' });
    }
    const before = populations.at(-1)!;
    const bias = layer.bias ?? 0;
    if (layer.type === 'dense') {
      if (before.size !== layer.inputs)
        fail(n, `takes ${layer.inputs} values, '${before.name}' gives ${before.size}`);
      add(name, [layer.outputs], neuronOf(layer.neuron, bias));
      const weight = layer.weight.map((w) => w * shift);
      projections.push(...byDelay(weight, layer, name, populations.length - 1));
      continue;
    }
    const [outs, perGroup, kernelHeight, kernelWidth] = layer.weightShape;
    const [channels, height, width] = before.shape as [number, number, number];
    if (before.shape.length !== 3 || channels !== perGroup * layer.groups) {
      fail(
        n,
        `takes ${perGroup * layer.groups} channels, '${before.name}' gives [${before.shape.join(', ')}]`,
      );
    }
    const out = [kernelHeight, kernelWidth].map((kernel, axis) => {
      const length = axis === 0 ? height : width;
      return (
        Math.floor(
          (length + 2 * layer.padding[axis]! - layer.dilation[axis]! * (kernel - 1) - 1) /
            layer.stride[axis]!,
        ) + 1
      );
    });
    if (out[0] !== layer.shape[1] || out[1] !== layer.shape[2]) {
      fail(n, `makes [${outs}, ${out.join(', ')}], says [${layer.shape.join(', ')}]`);
    }
    const positions = layer.shape[1] * layer.shape[2];
    const perNeuron =
      typeof bias === 'number'
        ? bias
        : Float64Array.from({ length: outs * positions }, (_, i) => bias[Math.floor(i / positions)]!);
    add(name, layer.shape, neuronOf(layer.neuron, perNeuron));
    const synapses: Synapses = {
      kind: 'conv',
      weight: layer.weight.map((w) => w * shift),
      kernel: [kernelHeight, kernelWidth],
      stride: layer.stride,
      padding: layer.padding,
      dilation: layer.dilation,
      groups: layer.groups,
    };
    projections.push({
      name: `to ${name}`,
      from: populations.length - 2,
      to: populations.length - 1,
      delaySteps: 0,
      synapses,
    });
  }
  return { name: place, populations, projections };
}

/** The least input that a convolution may have had. */
function inputShape({ shape, weightShape, stride, padding, dilation, groups }: NetxConv): readonly number[] {
  const side = (axis: 0 | 1) =>
    (shape[axis + 1]! - 1) * stride[axis] +
    dilation[axis] * (weightShape[axis + 2]! - 1) +
    1 -
    2 * padding[axis];
  return [weightShape[1] * groups, side(0), side(1)];
}

function neuronOf(neuron: NetxNeuron, bias: number | Float64Array): Neuron {
  if (neuron.kind === 'sdnn') {
    return neuron.sigmaOutput
      ? { ...accumulator, bias: 0 }
      : { kind: 'sigma-delta', activation: 'relu', bias, deltaThreshold: neuron.vThMant * shift, quantum: 0 };
  }
  return {
    ...accumulator,
    currentDecay: (decayUnit - neuron.iDecay) / decayUnit,
    potentialDecay: (decayUnit - neuron.vDecay) / decayUnit,
    bias,
    threshold: neuron.vThMant * shift,
    reset: 'to',
    // A delay of 1 is none: the next step is the first that can follow.
    refractorySteps: Math.max(0, neuron.refDelay - 1),
  };
}

/** Adds up what arrives and sends nothing. */
const accumulator = {
  kind: 'integrate',
  currentDecay: 0,
  potentialDecay: 1,
  bias: 0,
  threshold: Number.POSITIVE_INFINITY,
  reset: 'none',
  resetPotential: 0,
  initialPotential: 0,
  refractorySteps: 0,
  lowestPotential: Number.NEGATIVE_INFINITY,
  thresholdNoise: 0,
} as const;

/** One projection of all synapses, or one for each delay of the inputs. */
function byDelay(
  weight: Float64Array,
  {
    inputs,
    outputs,
    delay,
  }: { readonly inputs: number; readonly outputs: number; readonly delay: Float64Array | null },
  name: string,
  to: number,
): Projection[] {
  const head = { name: `to ${name}`, from: to - 1, to };
  if (!delay) return [{ ...head, delaySteps: 0, synapses: { kind: 'dense', weight } }];
  const steps = [...new Set(delay)].sort((a, b) => a - b);
  return steps.map((delaySteps) => {
    const start = new Uint32Array(inputs + 1);
    for (let s = 0; s < inputs; s++) start[s + 1] = start[s]! + (delay[s] === delaySteps ? outputs : 0);
    const sources = Array.from({ length: inputs }, (_, s) => s).filter((s) => delay[s] === delaySteps);
    const target = Uint32Array.from({ length: sources.length * outputs }, (_, i) => i % outputs);
    const own = Float64Array.from(
      { length: target.length },
      (_, i) => weight[target[i]! * inputs + sources[Math.floor(i / outputs)]!]!,
    );
    return { ...head, delaySteps, synapses: { kind: 'lists', start, target, weight: own } };
  });
}
