import { fc, test } from '@fast-check/vitest';
import { describe, expect, it } from 'vitest';
import { GraphSimulator } from '../../../../sim/network/spiking/simulate-graph.ts';
import { chooseUnits } from '../../../../sim/targets/neuromorphic/codes/choose-units.ts';
import { latencyGraph } from '../../../../sim/targets/neuromorphic/codes/latency-graph.ts';
import { latencyLayers } from '../../../../sim/targets/neuromorphic/codes/latency-layers.ts';
import { toldPixels } from '../../../../sim/targets/neuromorphic/codes/told-pixels.ts';
import { valuedLayers } from '../../../../sim/targets/neuromorphic/codes/valued-layer.ts';
import { ValuedPass } from '../../../../sim/targets/neuromorphic/codes/valued-pass.ts';
import { floatLayers } from '../../../../sim/targets/neuromorphic/float-layers.ts';
import { smallImages, smallNetwork, smallPoint } from '../small-network.ts';

const pixels = 64;
const count = 8;

function coded(seed: number, times: number) {
  const layers = floatLayers(smallNetwork(seed), smallPoint(seed % 3));
  const images = smallImages(seed, count);
  const told = toldPixels(images, times);
  const form = { weightBits: 8, largest: times, white: times };
  const { units, corrections } = chooseUnits(layers, form, images, count);
  const own = latencyLayers(valuedLayers(layers, form, units, corrections));
  return { own, told, latency: latencyGraph(own, times, 'x') };
}

const spikesOf = (counts: Float64Array) => counts.reduce((sum, n) => sum + n, 0);

describe('a latency code', () => {
  test.prop([fc.integer({ min: 1, max: 1e4 }), fc.constantFrom(1, 4, 8, 16, 31), fc.nat(count - 1)], {
    seed: 6,
    numRuns: 25,
  })('tells by times what ValuedPass says in numbers, every neuron once', (seed, times, i) => {
    const { own, told, latency } = coded(seed, times);
    const values = told.subarray(i * pixels, (i + 1) * pixels);
    const outputs = new ValuedPass(own).run(values);
    const simulator = new GraphSimulator(latency.graph);
    const firing = own.length - 1;
    const fired = own.slice(0, -1).map((_, l) => new Float64Array(latency.graph.populations[l + 2]!.size));
    const at = fired.map((neurons) => new Float64Array(neurons.length));
    for (const [step, row] of latency.input(values).entries()) {
      simulator.step(
        new Map([
          [0, row.subarray(0, pixels)],
          [1, row.subarray(pixels)],
        ]),
      );
      for (let l = 0; l < firing; l++)
        for (const [n, spike] of simulator.sent(l + 2).entries())
          if (spike !== 0) {
            fired[l]![n]!++;
            at[l]![n] = step;
          }
    }
    const pass = new ValuedPass(own);
    pass.run(values);
    for (let l = 0; l < firing; l++) {
      expect(fired[l]!.every((times) => times === 1)).toBe(true);
      expect([...at[l]!].map((step) => (l + 2) * (times + 1) - 1 - step)).toEqual([...pass.values(l)]);
    }
    expect(spikesOf(fired[0]!)).toBe(fired[0]!.length);
    const { rise } = own.at(-1)!;
    const potentials = [...simulator.potentials(own.length + 1)];
    for (const [c, v] of potentials.entries()) expect(v / rise[c]!).toBeCloseTo(outputs[c]!, 9);
  });

  it('has weights that a chip with exponents holds: digits below 128 at powers of 128', () => {
    const { latency } = coded(3, 16);
    for (const { synapses, from } of latency.graph.projections)
      for (const weight of synapses.weight) {
        const scale = from === 1 ? 128 ** Math.floor(Math.log2(Math.abs(weight)) / 7) : 1;
        expect(Number.isInteger(weight / scale)).toBe(true);
        expect(Math.abs(weight / scale)).toBeLessThan(128);
      }
    expect(latency.steps).toBe(3 * 17);
  });
});
