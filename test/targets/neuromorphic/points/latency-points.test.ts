import { fc, test } from '@fast-check/vitest';
import { beforeAll, describe, expect, it } from 'vitest';
import { continuedPairs } from '../../../../sim/scenario/simulate/continued-pairs.ts';
import { hashPoints } from '../../../../sim/sparsity/table-key.ts';
import { loadTarget } from '../../../../sim/targets/load-target.ts';
import type { ChipTarget } from '../../../../sim/targets/neuromorphic/chip/chip-target.ts';
import { loadChipTarget } from '../../../../sim/targets/neuromorphic/chip/load-chip-target.ts';
import { SpikeRun } from '../../../../sim/targets/neuromorphic/chip/spike-run.ts';
import { chooseUnits } from '../../../../sim/targets/neuromorphic/codes/choose-units.ts';
import { latencySteps } from '../../../../sim/targets/neuromorphic/codes/latency-graph.ts';
import { latencyLayers } from '../../../../sim/targets/neuromorphic/codes/latency-layers.ts';
import { toldPixels } from '../../../../sim/targets/neuromorphic/codes/told-pixels.ts';
import { valuedLayers } from '../../../../sim/targets/neuromorphic/codes/valued-layer.ts';
import { ValuedPass } from '../../../../sim/targets/neuromorphic/codes/valued-pass.ts';
import { floatLayers } from '../../../../sim/targets/neuromorphic/float-layers.ts';
import { chipFit } from '../../../../sim/targets/neuromorphic/points/chip-fit.ts';
import { chipForms, whyNotForm } from '../../../../sim/targets/neuromorphic/points/chip-forms.ts';
import { chipPoints } from '../../../../sim/targets/neuromorphic/points/chip-points.ts';
import { balanceOf, convertedGraph } from '../../../../sim/targets/neuromorphic/points/converted-graph.ts';
import { frameStimulus } from '../../../../sim/targets/neuromorphic/points/frame-stimulus.ts';
import { maskGroups } from '../../../../sim/targets/neuromorphic/points/mask-groups.ts';
import { placeConverted } from '../../../../sim/targets/neuromorphic/points/place-converted.ts';
import { PointSimulator } from '../../../../sim/targets/neuromorphic/points/point-simulator.ts';
import { smallImages, smallNetwork, smallPoint } from '../small-network.ts';

const count = 8;
const pixels = 64;
const how = { form: 'latency', weightBits: 8, steps: 32 } as const;
const depth = 3;

const chips = new Map<string, ChipTarget>();
beforeAll(async () => {
  for (const chip of ['loihi-1', 'loihi-2', 'speck-2', 'akida-akd1000', 'xylo-audio-2', 'spinnaker-1'])
    chips.set(chip, await loadChipTarget(chip, false));
});

function converted(seed: number, times: number) {
  const layers = floatLayers(smallNetwork(seed), smallPoint(seed % 3));
  const images = smallImages(seed, count);
  const balance = balanceOf(layers, how, images, count, false, { times });
  const form = { weightBits: 8, largest: times, white: times };
  const { units, corrections } = chooseUnits(layers, form, images, count);
  const pass = new ValuedPass(latencyLayers(valuedLayers(layers, form, units, corrections)));
  const image = (i: number) => images.subarray(i * pixels, (i + 1) * pixels);
  return { layers, balance, pass, image, network: convertedGraph(layers, how, balance, { id: 'x', times }) };
}

const anySeed = fc.integer({ min: 1, max: 1e4 });

describe('points of a latency code', () => {
  test.prop(
    [anySeed, fc.constantFrom(1, 8, 16, 31), fc.nat(count - 1), fc.constantFrom('loihi-1', 'loihi-2')],
    { seed: 4, numRuns: 16 },
  )('answer on a chip what the whole numbers say', (seed, times, i, chip) => {
    const { network, pass, image } = converted(seed, times);
    const target = chips.get(chip)!;
    const simulator = new PointSimulator(target, network, placeConverted(network, target).placement);
    const [run] = simulator.run(image(i), [latencySteps(depth, times)]);
    const outputs = [...pass.run(toldPixels(image(i), times))];
    const [first, second] = [...outputs].sort((a, b) => b - a);
    if (first! - second! > 1e-9) expect(run!.topClass).toBe(outputs.indexOf(first!));
    // Every neuron fires once, outputs never.
    const neurons = network.graph.populations.slice(2, -1).reduce((sum, { size }) => sum + size, 0);
    expect(run!.counters.spikes).toBe(neurons);
  });

  test.prop([anySeed, fc.constantFrom(1, 8, 16), fc.nat(count - 1)], { seed: 9, numRuns: 10 })(
    'keep to the bounds that a chip is held against',
    (seed, times, i) => {
      const { network, image } = converted(seed, times);
      const target = chips.get('loihi-2')!;
      const { placement } = placeConverted(network, target);
      const chip = new PointSimulator(target, network, placement).network;
      const steps = latencySteps(depth, times);
      const stimulus = frameStimulus(network.input(image(i), steps));
      const run = new SpikeRun(network.graph, target.design, chip, { stimulus });
      const largest = (values: Float64Array) => values.reduce((most, x) => Math.max(most, Math.abs(x)), 0);
      for (let step = 0; step < steps; step++) {
        run.step();
        expect(largest(run.state.potential)).toBeLessThanOrEqual(network.range!.potential);
        for (const arrived of run.state.arrived)
          expect(largest(arrived)).toBeLessThanOrEqual(network.range!.input);
      }
    },
  );

  it('one threshold serves a layer, and the units are those of bright images', () => {
    const { network, layers, image } = converted(5, 16);
    for (const { neuron } of network.graph.populations)
      if (neuron.kind === 'integrate') expect(typeof neuron.threshold).toBe('number');
    const images = Uint8Array.from(Array.from({ length: count }, (_, i) => [...image(i)]).flat());
    const units = (white?: number) =>
      chooseUnits(layers, { weightBits: 8, largest: 16, ...(white ? { white } : {}) }, images, count).units;
    expect(units(16)).toEqual(units());
  });

  it('have times of their own, which their hash, their balance and their cores know', () => {
    const network = smallNetwork(3);
    const points = chipPoints(network, 'latency', depth, [0, 1]);
    expect(points.map(({ id, steps }) => [id, steps])).toEqual([
      ['L0-w32', 99],
      ['L0-w16', 51],
      ['L0-w8', 27],
      ['L1-w32', 99],
      ['L1-w16', 51],
      ['L1-w8', 27],
    ]);
    expect(hashPoints(points)).not.toBe(hashPoints(points.map((point) => ({ ...point, times: 5 }))));
    expect(maskGroups(points)).toHaveLength(6);
    const target = chips.get('loihi-2')!;
    const bytes = (some: typeof points) => chipFit(network, some, target, 'latency').peakMemoryBytes;
    expect(bytes(points.slice(0, 2))).toBe(bytes(points.slice(0, 1)) + bytes(points.slice(1, 2)));
    const options = points.map((point) => ({ network: 'x', unit: 'loihi-2', plan: { point } }));
    expect(continuedPairs(options as never, 'test')).toEqual([]);
  });

  it('run where the profile knows of currents that last, and are refused elsewhere with the reason', async () => {
    expect(['loihi-1', 'loihi-2'].map((chip) => chipForms(chips.get(chip)!).includes('latency'))).toEqual([
      true,
      true,
    ]);
    const why = (chip: string) => whyNotForm('latency', chips.get(chip)!);
    expect(why('spinnaker-1')).toMatch(/current lasts .*lastingCurrent/);
    expect(why('akida-akd1000')).toMatch(/neurons of kind integrate; its profile lists relay/);
    expect(why('xylo-audio-2')).toMatch(/reset with "to"; its profile lists subtract/);
    await expect(loadTarget('speck-2', 'latency')).rejects.toThrow(/is not a runtime[\s\S]*current lasts/);
    await expect(loadTarget('loihi-1', 'latency-from-host')).rejects.toThrow(
      /what a frame from a host takes/,
    );
  });

  it('are refused with the numbers of what neurons cannot hold', () => {
    const { network } = converted(3, 62);
    const loihi = chips.get('loihi-1')!;
    expect(() => placeConverted(network, loihi)).toThrow(/rests for 64 steps .* loihi-1 allows 63/);
    const narrow = {
      ...loihi,
      lastingCurrent: { ...loihi.lastingCurrent!, potentialBits: 12, weightShift: 2 },
    };
    expect(() => placeConverted(converted(3, 16).network, narrow)).toThrow(
      /a potential may be \d+; loihi-1 holds less than 2048[\s\S]*multiplied by 2\^\d+; loihi-1 allows up to 2\^2/,
    );
    expect(() => balanceOf([], how, new Uint8Array(0), 1)).toThrow(/for a number of times/);
  });
});
