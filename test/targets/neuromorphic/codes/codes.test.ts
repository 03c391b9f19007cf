import { describe, expect, it } from 'vitest';
import { RandomStream } from '../../../../sim/engine/random/random-stream.ts';
import { GraphSimulator } from '../../../../sim/network/spiking/simulate-graph.ts';
import { balanceThresholds } from '../../../../sim/targets/neuromorphic/balance-thresholds.ts';
import { chooseUnits } from '../../../../sim/targets/neuromorphic/codes/choose-units.ts';
import { conversionLoss } from '../../../../sim/targets/neuromorphic/codes/conversion-loss.ts';
import { rateGraph, rateInput } from '../../../../sim/targets/neuromorphic/codes/rate-graph.ts';
import { valuedGraph } from '../../../../sim/targets/neuromorphic/codes/valued-graph.ts';
import { valuedLayers } from '../../../../sim/targets/neuromorphic/codes/valued-layer.ts';
import { ValuedPass } from '../../../../sim/targets/neuromorphic/codes/valued-pass.ts';
import { convert } from '../../../../sim/targets/neuromorphic/convert.ts';
import { floatLayers } from '../../../../sim/targets/neuromorphic/float-layers.ts';
import { referenceForward } from '../../../../sim/targets/neuromorphic/reference-forward.ts';
import { SpikeDynamics } from '../../../../sim/targets/neuromorphic/spike-dynamics.ts';
import { smallNetwork, smallPoint } from '../small-network.ts';

const pixels = 64;
const count = 24;
const draws = new RandomStream(7, 'codes', 'images');
const images = Uint8Array.from({ length: count * pixels }, (_, i) => Math.floor(256 * draws.uniform(i) ** 2));
const image = (i: number) => images.subarray(i * pixels, (i + 1) * pixels);
const layers = floatLayers(smallNetwork(3), smallPoint(1));

describe('spiking codes', () => {
  it.each([false, true])(
    'rate: the graph fires and ends as SpikeDynamics does (membranes cleared: %s)',
    (clears) => {
      const steps = 14;
      const spiking = convert(
        layers,
        balanceThresholds(layers, images, count, steps, { clears }),
        steps,
        'x',
        { clears },
      );
      const dynamics = new SpikeDynamics(spiking);
      for (let i = 0; i < 3; i++) {
        const simulator = new GraphSimulator(rateGraph(spiking));
        const counts = new Float64Array(spiking.layers[0]!.bias.length * 16);
        for (const spikes of rateInput(image(i), steps)) {
          simulator.step(new Map([[0, spikes]]));
          for (const [n, spike] of simulator.sent(1).entries()) counts[n]! += spike;
        }
        simulator.step(new Map());
        const { bias } = spiking.layers.at(-1)!;
        expect([...simulator.potentials(layers.length)].map((v, n) => v - bias[n]!)).toEqual([
          ...dynamics.run(image(i), null),
        ]);
        expect([...counts]).toEqual([...dynamics.counts(image(i), 0)]);
      }
    },
  );

  const fine = { weightBits: 16, largest: 65535 };
  it('values: fine ones come as near to the network as their unit', () => {
    const balance = chooseUnits(layers, fine, images, count);
    const pass = new ValuedPass(valuedLayers(layers, fine, balance.units, balance.corrections));
    for (let i = 0; i < count; i++) {
      const wanted = referenceForward(layers, image(i)).at(-1)!;
      for (const [n, value] of pass.run(image(i)).entries()) expect(value).toBeCloseTo(wanted[n]!, 3);
    }
  });

  it('values: coarser ones are further off, on the mean', () => {
    const errors = [255, 15, 3].map((largest) => {
      const form = { weightBits: 8, largest };
      const { units, corrections } = chooseUnits(layers, form, images, count);
      const pass = new ValuedPass(valuedLayers(layers, form, units, corrections));
      let error = 0;
      for (let i = 0; i < count; i++) {
        const wanted = referenceForward(layers, image(i)).at(-1)!;
        for (const [n, value] of pass.run(image(i)).entries()) error += (value - wanted[n]!) ** 2;
      }
      return error;
    });
    expect(errors).toEqual([...errors].sort((a, b) => a - b));
  });

  const form = { weightBits: 8, largest: 15 };
  const balance = chooseUnits(layers, form, images, count);
  const valued = valuedLayers(layers, form, balance.units, balance.corrections);

  it('folded: the graph sends in step l + 1 what the pass computes in layer l', () => {
    const pass = new ValuedPass(valued);
    const simulator = new GraphSimulator(valuedGraph(valued, 'folded', 'x'));
    const outputs = pass.run(image(0));
    for (let step = 0; step <= valued.length; step++) {
      simulator.step(new Map([[0, Float64Array.from(image(0))]]));
      if (step > 0 && step < valued.length)
        expect([...simulator.sent(step)]).toEqual([...pass.values(step - 1)]);
    }
    for (const [n, value] of simulator.sent(valued.length).entries())
      expect(value).toBeCloseTo(outputs[n]!, 9);
  });

  it('sigma-delta: what was sent adds up to the pass, on each frame of a sequence, and a still frame sends nothing', () => {
    const open = valued.map((layer) => ({ ...layer, largest: Number.POSITIVE_INFINITY }));
    const pass = new ValuedPass(open);
    const simulator = new GraphSimulator(valuedGraph(open, 'sigma-delta', 'x'));
    const told = open.map(({ geometry: g }) => new Float64Array(g.outHeight * g.outWidth * g.outChannels));
    let before = new Float64Array(pixels);
    for (const frame of [0, 1, 1, 2]) {
      const now = Float64Array.from(image(frame));
      let sent = 0;
      for (let step = 0; step <= open.length; step++) {
        simulator.step(step === 0 ? new Map([[0, now.map((v, n) => v - before[n]!)]]) : new Map());
        for (const [l, values] of told.entries()) {
          for (const [n, change] of simulator.sent(l + 1).entries()) {
            values[n]! += change;
            if (change !== 0) sent++;
          }
        }
      }
      const still = before.every((v, n) => v === now[n]);
      before = now;
      const outputs = pass.run(image(frame));
      expect([...told[0]!]).toEqual([...pass.values(0)]);
      expect([...told[1]!]).toEqual([...pass.values(1)]);
      for (const [n, value] of told.at(-1)!.entries()) expect(value).toBeCloseTo(outputs[n]!, 6);
      if (still) expect(sent).toBe(0);
    }
  });

  it('lose accuracy by paired samples', () => {
    const loss = conversionLoss([0, 1, 2, 3], [0, 1, 2, 0], [0, 1, 0, 3]);
    expect(loss).toMatchObject({ samples: 4, before: 0.75, after: 0.5, alike: 0.75, loss: 0.25 });
    expect(loss.low).toBeLessThan(0.25);
    const labels = new Uint8Array(1000);
    expect(conversionLoss(labels, labels, labels).high).toBeCloseTo(0.00196, 5);
  });
});
