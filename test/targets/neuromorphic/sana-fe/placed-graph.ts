import { fc } from '@fast-check/vitest';
import type {
  Neuron,
  Population,
  Projection,
  SpikingGraph,
  Synapses,
} from '../../../../sim/network/spiking/spiking-graph.ts';
import type { ChipPlacement } from '../../../../sim/targets/neuromorphic/chip/placement.ts';
import { TrainStimulus } from '../../../../sim/targets/neuromorphic/sana-fe/train-stimulus.ts';
import { randomGraph } from '../chip/random-graph.ts';
import { scattered } from '../chip/scattered.ts';

const value = fc.oneof(
  fc.constantFrom(0, 1, 0.5, -3, 1e-7, 1e21),
  fc.double({ noNaN: true, noDefaultInfinity: true }).map((x) => x + 0),
);

/** One value for all, or one each. */
const per = (size: number) =>
  fc.oneof(
    value,
    fc.array(value, { minLength: size, maxLength: size }).map((all) => Float64Array.from(all)),
  );

const neuronOf = (size: number): fc.Arbitrary<Neuron> =>
  fc
    .record({
      currentDecay: per(size),
      potentialDecay: per(size),
      bias: per(size),
      threshold: per(size),
      resetPotential: per(size),
      reset: fc.constantFrom('to' as const, 'subtract' as const, 'none' as const),
      lowestPotential: fc.oneof(value, fc.constant(Number.NEGATIVE_INFINITY)),
    })
    .map((some) => ({
      ...some,
      kind: 'integrate',
      initialPotential: 0,
      refractorySteps: 0,
      thresholdNoise: 0,
    }));

const weights = (count: number) =>
  fc.array(value, { minLength: count, maxLength: count }).map((all) => Float64Array.from(all));

interface Drawn {
  readonly graph: SpikingGraph;
  readonly placement: ChipPlacement;
  readonly stimulus: TrainStimulus;
}

/**
 * Networks on Loihi: 32 inputs and recurrent neurons through lists, then a population by a convolution (padded or not), and one all
 * to all.
 */
export const placedGraph: fc.Arbitrary<Drawn> = fc
  .record({
    seed: fc.integer({ min: 1, max: 1e6 }),
    neurons: fc.integer({ min: 1, max: 6 }),
    kernel: fc.tuple(fc.integer({ min: 1, max: 3 }), fc.integer({ min: 1, max: 3 })),
    stride: fc.tuple(fc.integer({ min: 1, max: 2 }), fc.integer({ min: 1, max: 2 })),
    pad: fc.boolean(),
    last: fc.integer({ min: 1, max: 4 }),
    delays: fc.tuple(fc.nat(3), fc.nat(3)),
    train: fc.array(fc.constantFrom(0, 1), { minLength: 1, maxLength: 5 }),
    rate: fc.constantFrom(0, 0.3, 1),
  })
  .chain(({ seed, neurons, kernel, stride, pad, last, delays, train, rate }) => {
    const [height, width] = [4, 4].map(
      (size, d) => Math.floor((size + (pad ? 1 : 0) - kernel[d]!) / stride[d]!) + 1,
    ) as [number, number];
    const middle = 3 * height * width;
    return fc
      .record({
        all: neuronOf(neurons),
        conv: neuronOf(middle),
        out: neuronOf(last),
        kernels: weights(6 * kernel[0] * kernel[1]),
        dense: weights(middle * last),
        forced: fc.array(fc.constantFrom(0, 1), {
          minLength: 32 + neurons + middle + last,
          maxLength: 32 + neurons + middle + last,
        }),
      })
      .map(({ all, conv, out, kernels, dense, forced }) => {
        const base = randomGraph(seed, 32, neurons, 4);
        const convolution: Synapses = {
          kind: 'conv',
          weight: kernels,
          kernel,
          stride,
          padding: pad ? [1, 1] : [0, 0],
          dilation: [1, 1],
          groups: 1,
        };
        const graph: SpikingGraph = {
          name: `drawn: "${seed}"`,
          populations: [
            { ...base.populations[0]!, name: '0', shape: [2, 4, 4] },
            { ...base.populations[1]!, neuron: all },
            population('conv-3', [3, height, width], conv),
            population('out#1', [last], out),
          ],
          projections: [
            ...base.projections,
            { name: '', from: 0, to: 2, delaySteps: delays[0], synapses: convolution },
            { name: '', from: 2, to: 3, delaySteps: delays[1], synapses: { kind: 'dense', weight: dense } },
          ],
        };
        const stimulus = new TrainStimulus();
        stimulus.add(3, { spikes: train, rate });
        stimulus.add(7, { rate, poisson: rate / 2 });
        const placement = { ...scattered(forced.length, 6, seed), forced: Uint8Array.from(forced) };
        return { graph, placement, stimulus };
      });
  });

function population(name: string, shape: readonly number[], neuron: Neuron): Population {
  return { name, shape, size: shape.reduce((a, b) => a * b, 1), neuron };
}

/** What a projection is called, and its place among others, say nothing of a network. */
export const formsOf = ({ projections }: SpikingGraph, form: Projection['synapses']['kind']): Projection[] =>
  projections.filter(({ synapses }) => synapses.kind === form);
