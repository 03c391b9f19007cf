import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { balanceThresholds } from '../../../sim/targets/neuromorphic/balance-thresholds.ts';
import { convert } from '../../../sim/targets/neuromorphic/convert.ts';
import { floatLayers } from '../../../sim/targets/neuromorphic/float-layers.ts';
import { mapNetwork } from '../../../sim/targets/neuromorphic/map.ts';
import { referenceForward } from '../../../sim/targets/neuromorphic/reference-forward.ts';
import { SpikeSimulator } from '../../../sim/targets/neuromorphic/simulate-spikes.ts';
import { SpikeDynamics } from '../../../sim/targets/neuromorphic/spike-dynamics.ts';
import type { SpikingNetwork } from '../../../sim/targets/neuromorphic/spiking-network.ts';
import { loihi } from './loihi-limits.ts';
import { smallImages, smallNetwork, smallPoint } from './small-network.ts';

const seed = fc.integer({ min: 1, max: 1000 });
const level = fc.integer({ min: 0, max: 2 });
const runs = { seed: 42, numRuns: 20 };

function spiking(networkSeed: number, atLevel: number, steps = 16) {
  const layers = floatLayers(smallNetwork(networkSeed), smallPoint(atLevel));
  const balance = balanceThresholds(layers, smallImages(networkSeed + 1, 8), 8, steps);
  return { layers, network: convert(layers, balance, steps, `L${atLevel}`) };
}

/** The dynamics once more, synapse by synapse and with no list of anything: membranes of the outputs, and events. */
function plainly({ layers, steps }: SpikingNetwork, image: Uint8Array) {
  const membranes = layers.map(({ geometry: g, initial }) =>
    Array.from({ length: g.outHeight * g.outWidth * g.outChannels }, (_, n) => initial[n % g.outChannels]!),
  );
  const input = Array.from(image, () => 127);
  let events = 0;
  let spikesBefore: boolean[][] = [];
  for (let step = 0; step < steps; step++) {
    const spikes: boolean[][] = [
      input.map((v, n) => {
        input[n] = v + image[n]!;
        if (input[n]! <= 255) return false;
        input[n]! -= 255;
        return true;
      }),
    ];
    for (const [l, layer] of layers.entries()) {
      const g = layer.geometry;
      const membrane = membranes[l]!;
      spikesBefore[l]?.forEach((spike, n) => {
        if (!spike) return;
        const c = n % g.inChannels;
        const y = Math.floor(n / g.inChannels / g.inWidth);
        const x = Math.floor(n / g.inChannels) % g.inWidth;
        for (let oy = 0; oy < g.outHeight; oy++) {
          for (let ox = 0; ox < g.outWidth; ox++) {
            const ky = y + g.padTop - oy * g.strideY;
            const kx = x + g.padLeft - ox * g.strideX;
            if (ky < 0 || kx < 0 || ky >= g.kernelHeight || kx >= g.kernelWidth) continue;
            const column = (c * g.kernelHeight + ky) * g.kernelWidth + kx;
            for (let j = layer.columns.start[column]!; j < layer.columns.start[column + 1]!; j++) {
              membrane[(oy * g.outWidth + ox) * g.outChannels + layer.columns.channel[j]!]! +=
                layer.columns.weight[j]!;
              events++;
            }
          }
        }
      });
      spikes.push(
        membrane.map((before, n) => {
          const v = before + layer.bias[n % g.outChannels]!;
          const fires = layer.fires && v > layer.threshold;
          membrane[n] = fires ? v - layer.threshold : v;
          return fires;
        }),
      );
    }
    spikesBefore = spikes;
  }
  return { outputs: membranes.at(-1)!, events };
}

describe('spike dynamics', () => {
  it('agree with a simulation that looks at every pair of neurons', () => {
    fc.assert(
      fc.property(seed, level, (s, k) => {
        const { network } = spiking(s, k);
        const image = smallImages(s + 2, 1);
        const expected = plainly(network, image);
        const dynamics = new SpikeDynamics(network);
        // What is delivered in the last step is only seen after it, so it is left out of the comparison by running on.
        const outputs = dynamics.run(image, null);
        const late = spikesOfLastStep(network, image);
        expect(Array.from(outputs, (v, i) => v - late.outputs[i]!)).toEqual(expected.outputs);
        expect(dynamics.events.reduce((a, b) => a + b, 0) - late.events).toBe(expected.events);
      }),
      runs,
    );
  });

  it('give the same integers again, and in a new simulator', () => {
    const { network } = spiking(7, 1);
    const dynamics = new SpikeDynamics(network);
    const first = [...dynamics.run(smallImages(1, 1), null)];
    dynamics.run(smallImages(2, 1), null);
    expect([...dynamics.run(smallImages(1, 1), null)]).toEqual(first);
    expect([...new SpikeDynamics(network).run(smallImages(1, 1), null)]).toEqual(first);
    expect(first.every(Number.isInteger)).toBe(true);
  });

  it('a black image drives no input spike, a white one one in each step', () => {
    const { network } = spiking(3, 0);
    const dynamics = new SpikeDynamics(network);
    dynamics.run(new Uint8Array(64), null);
    expect(dynamics.spikesIn[0]).toBe(0);
    dynamics.run(new Uint8Array(64).fill(255), null);
    expect(dynamics.spikesIn[0]).toBe(64 * network.steps);
  });

  it('fewer active blocks, fewer synaptic events for the same spikes', () => {
    fc.assert(
      fc.property(seed, (s) => {
        // The first layer is outside the ladder, so the same spikes reach the second at every level.
        const network = smallNetwork(s);
        const scales = [1, 1];
        const events = [0, 1, 2].map((k) => {
          const converted = convert(
            floatLayers(network, smallPoint(k)),
            { scales, corrections: [] },
            16,
            'x',
          );
          const dynamics = new SpikeDynamics(converted);
          dynamics.run(smallImages(s, 1), null);
          return dynamics.events[1]!;
        });
        expect(events[1]!).toBeLessThan(events[0]!);
        expect(events[2]!).toBeLessThan(events[1]!);
      }),
      runs,
    );
  });

  it('many steps approach the real numbers', () => {
    const layers = floatLayers(smallNetwork(11), smallPoint(0));
    const image = smallImages(5, 1);
    const activations = referenceForward(layers, image);
    const expected = activations.at(-1)!;
    // Scales at the largest activation: nothing saturates, so only rounding and the first steps are left.
    const scales = activations.map((of) => Math.max(...of) * 1.01);
    const network = convert(layers, { scales, corrections: [] }, 1000, 'L0');
    const outputs = new SpikeDynamics(network).run(image, null);
    const spread = Math.max(...expected) - Math.min(...expected);
    for (const [c, logit] of expected.entries()) {
      expect(Math.abs(outputs[c]! * network.logitPerUnit - logit)).toBeLessThan(0.03 * spread);
    }
  });
});

/** What the spikes of the last step add to the outputs, and their events: the difference of T and T - 1 steps. */
function spikesOfLastStep(network: SpikingNetwork, image: Uint8Array) {
  const longer = plainly({ ...network, steps: network.steps + 1 }, image);
  const shorter = plainly(network, image);
  const bias = network.layers.at(-1)!.bias;
  return {
    outputs: longer.outputs.map((v, i) => v - shorter.outputs[i]! - bias[i]!),
    events: longer.events - shorter.events,
  };
}

describe('the simulator on cores', () => {
  it('counts what the dynamics count, whatever the placement', () => {
    fc.assert(
      fc.property(seed, level, fc.constantFrom(64, 128, 1024), (s, k, compartmentsPerCore) => {
        const { layers, network } = spiking(s, k);
        const mapping = mapNetwork(layers, { ...loihi.limits, compartmentsPerCore });
        if (!('placement' in mapping)) throw new Error(mapping.memory);
        const run = new SpikeSimulator(network, mapping, loihi.times).run(smallImages(s, 1));
        const { counters } = run;
        const sum = (a: Float64Array) => a.reduce((x, y) => x + y, 0);
        expect(counters.eventsConv + counters.eventsSparse + counters.eventsDense).toBe(sum(run.events));
        expect(counters.spikes).toBe(sum(run.spikesIn));
        expect(counters.messages).toBeGreaterThan(0);
        expect(run.confidence).toBeGreaterThanOrEqual(0.5);
        expect(run.confidence).toBeLessThan(1);
      }),
      runs,
    );
  });
});
