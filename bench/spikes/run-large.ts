import { compileNetwork } from '../../sim/targets/neuromorphic/chip/compile-network.ts';
import { SpikeRun } from '../../sim/targets/neuromorphic/chip/spike-run.ts';
import { ClosedForm } from '../../sim/targets/neuromorphic/chip/timing/closed-form.ts';
import { uniformDesign } from '../../sim/targets/neuromorphic/chip/uniform-design.ts';
import { wholeNoise } from '../../sim/targets/neuromorphic/chip/whole-noise.ts';
import { loihiDesign } from '../../test/targets/neuromorphic/chip/loihi-design.ts';

export interface LargeRun {
  readonly neurons: number;
  readonly synapses: number;
  readonly messages: number;
  readonly steps: number;
  readonly events: number;
  /** CPU time, s. */
  readonly loadS: number;
  readonly runS: number;
  readonly peakBytes: number;
}

/** A million neurons on 4096 cores, a hundred synapses each on ten cores anywhere, a tenth of them driven. */
export function runLarge(): LargeRun {
  const cores = 4096;
  const perCore = 256;
  const [reached, each] = [10, 10];
  const size = cores * perCore;
  const start = Uint32Array.from({ length: size + 1 }, (_, n) => n * reached * each);
  const target = new Uint32Array(size * reached * each);
  const weight = new Int8Array(target.length);
  for (let neuron = 0, at = 0; neuron < size; neuron++)
    for (let k = 0; k < reached; k++) {
      const base = wholeNoise(1, neuron, k, cores - 1) * perCore;
      for (let j = 0; j < each; j++, at++) {
        target[at] = base + ((13 * neuron + 5 * j + k) % perCore);
        weight[at] = ((at * 7) % 9) - 4;
      }
    }
  const graph = {
    name: 'large',
    populations: [
      {
        name: 'all',
        shape: [size],
        size,
        neuron: {
          kind: 'integrate' as const,
          currentDecay: 0,
          potentialDecay: 0.9,
          bias: Float64Array.from({ length: size }, (_, n) => (n % 10 === 0 ? 3 : 0)),
          threshold: 8,
          reset: 'to' as const,
          resetPotential: 0,
          initialPotential: 0,
          refractorySteps: 0,
          lowestPotential: -64,
          thresholdNoise: 0,
        },
      },
    ],
    projections: [
      {
        name: 'all',
        from: 0,
        to: 0,
        delaySteps: 0,
        synapses: { kind: 'lists' as const, start, target, weight },
      },
    ],
  };
  const { width: _, height: __, ...head } = loihiDesign;
  const design = uniformDesign({ ...head, width: 32, height: 32 }, 4, loihiDesign.kinds[0]!);
  const order = Uint32Array.from({ length: size }, (_n, n) => n);
  const cpuS = () => process.cpuUsage().user / 1e6;
  const began = cpuS();
  const network = compileNetwork(graph, design, {
    core: order.map((n) => Math.floor(n / perCore)),
    order,
    soma: null,
    dendrite: null,
    synapse: null,
    forced: null,
  });
  const loaded = cpuS();
  const run = new SpikeRun(graph, design, network);
  const timing = new ClosedForm(network);
  let events = 0;
  const steps = 20;
  for (let step = 0; step < steps; step++) {
    run.step();
    timing.stepS(run.state);
    events += run.events;
  }
  return {
    neurons: size,
    synapses: target.length,
    messages: network.messageCore.length,
    steps,
    events,
    loadS: loaded - began,
    runS: cpuS() - loaded,
    peakBytes: process.resourceUsage().maxRSS * 1024,
  };
}
