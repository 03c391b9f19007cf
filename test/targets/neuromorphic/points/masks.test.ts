import { fc, test } from '@fast-check/vitest';
import { describe, expect, it } from 'vitest';
import type { OperatingPoint } from '../../../../sim/sparsity/operating-point.ts';
import type { SpikingForm } from '../../../../sim/sparsity/outcome-table.ts';
import { loadChipTarget } from '../../../../sim/targets/neuromorphic/chip/load-chip-target.ts';
import { SpikeRun } from '../../../../sim/targets/neuromorphic/chip/spike-run.ts';
import type { Balance } from '../../../../sim/targets/neuromorphic/convert.ts';
import { convert } from '../../../../sim/targets/neuromorphic/convert.ts';
import { floatLayers } from '../../../../sim/targets/neuromorphic/float-layers.ts';
import { blocksOf } from '../../../../sim/targets/neuromorphic/points/blocks-of.ts';
import { chipCost, chipTotals, maskCost } from '../../../../sim/targets/neuromorphic/points/chip-cost.ts';
import { chipPoints } from '../../../../sim/targets/neuromorphic/points/chip-points.ts';
import { balanceOf, convertedGraph } from '../../../../sim/targets/neuromorphic/points/converted-graph.ts';
import { gatedNetwork } from '../../../../sim/targets/neuromorphic/points/gated-network.ts';
import { maskedLayers } from '../../../../sim/targets/neuromorphic/points/masked-layers.ts';
import { placeConverted } from '../../../../sim/targets/neuromorphic/points/place-converted.ts';
import { PointSimulator } from '../../../../sim/targets/neuromorphic/points/point-simulator.ts';
import { rankForMasks } from '../../../../sim/targets/neuromorphic/points/rank-for-masks.ts';
import { SpikeDynamics } from '../../../../sim/targets/neuromorphic/spike-dynamics.ts';
import { smallImages, smallNetwork, smallPoint } from '../small-network.ts';

type Mask = NonNullable<OperatingPoint['mask']>;

const layers = floatLayers(smallNetwork(3), smallPoint(1));
const images = smallImages(5, 24);
const image = (i: number) => images.subarray(64 * i, 64 * (i + 1));
const steps = 16;

function converted(form: SpikingForm, mask?: Mask) {
  const how = { form, weightBits: 8, steps };
  const balance = balanceOf(layers, how, images, 24, true, mask ? { mask } : {});
  return { balance, ...convertedGraph(layers, how, balance, { id: 'x', ...(mask ? { mask } : {}) }) };
}

async function onChip(chip: string, form: SpikingForm, mask?: Mask) {
  const target = await loadChipTarget(chip, false);
  const network = converted(form, mask);
  const { placement } = placeConverted(network, target);
  return { target, network, placement, simulator: new PointSimulator(target, network, placement) };
}

const anyMask = fc.record({
  of: fc.constantFrom('channels' as const, 'regions' as const),
  share: fc.constantFrom(0.1, 0.2, 0.5, 0.9),
});

describe('masks', () => {
  test.prop([anyMask, fc.constantFrom<SpikingForm>('rate', 'sigma-delta')], { seed: 3, numRuns: 12 })(
    'nothing that is switched off fires, and the rest does',
    async (mask, form) => {
      const { simulator, network, target, placement } = await onChip('loihi-2', form, mask);
      const off = network.silent!;
      const { counters } = simulator.run(image(0), [steps])[0]!;
      expect(counters.masked).toBe(off.subarray(64).reduce((sum, one) => sum + one, 0));
      const frames = network.input(image(0), steps);
      const chip = gatedNetwork(network, target, placement);
      const run = new SpikeRun(network.graph, target.design, chip, {
        stimulus: {
          apply: (step, value, slotOf) => {
            for (const [n, sent] of frames[step]!.entries()) if (sent !== 0) value[slotOf[n]!] = sent;
          },
        },
      });
      for (let step = 0; step < steps; step++) run.step();
      const fired = Array.from(chip.slotOfNeuron, (slot) => run.spikesOf[slot]!);
      expect(fired.filter((_, n) => off[n] === 1).every((spikes) => spikes === 0)).toBe(true);
      if (mask.share < 0.9) expect(Math.max(...fired.slice(64))).toBeGreaterThan(0);
    },
  );

  test.prop([anyMask, fc.nat(23)], { seed: 4, numRuns: 12 })(
    'a masked rate code on a chip answers as the integers of its dynamics do',
    async (mask, i) => {
      const { simulator, network } = await onChip('loihi-2', 'rate', mask);
      const own = maskedLayers(layers, mask, network.balance.ranking!);
      const dynamics = new SpikeDynamics(convert(own, network.balance as Balance, steps - 1, 'x'));
      const membranes = [...dynamics.run(image(i), null)];
      const { bias } = convert(own, network.balance as Balance, steps, 'x').layers.at(-1)!;
      // The chip's outputs have had one bias more.
      const outputs = membranes.map((v, c) => v + bias[c]!);
      const { topClass } = simulator.run(image(i), [steps])[0]!;
      expect(outputs[topClass]).toBe(Math.max(...outputs));
    },
  );

  it('where a core has a power of its own, cores of neurons that are all off lose it, and nothing else changes', async () => {
    const mask: Mask = { of: 'regions', share: 0.2 };
    const whole = await onChip('spinnaker-1', 'rate');
    const masked = await onChip('spinnaker-1', 'rate', mask);
    const plain = await onChip('loihi-2', 'rate', mask);
    expect([...masked.placement.core]).toEqual([...whole.placement.core]);
    for (let i = 0; i < 6; i++) {
      const before = whole.simulator.run(image(i), [steps])[0]!;
      const after = masked.simulator.run(image(i), [steps])[0]!;
      const there = plain.simulator.run(image(i), [steps])[0]!;
      expect(after.topClass).toBe(there.topClass);
      expect(after.counters.spikes).toBe(there.counters.spikes);
      expect(after.counters.synapticEvents).toBeLessThanOrEqual(there.counters.synapticEvents);
      const gated = before.counters.cores - after.counters.cores;
      expect(gated).toBeGreaterThan(0);
      const cost = (counters: typeof after.counters) => chipCost(whole.target, counters, steps);
      const savedJ = cost(before.counters).staticAtRestJ - cost(after.counters).staticAtRestJ;
      expect(savedJ).toBeCloseTo(gated * 34e-3 * chipTotals(cost(after.counters)).timeS, 9);
    }
    const off = masked.network.silent!;
    const alive = new Set(masked.placement.core.filter((_, n) => off[n] === 0));
    expect(masked.simulator.run(image(0), [steps])[0]!.counters.cores).toBe(alive.size);
  });

  it('setting and clearing a mask takes two ticks, or the writes; no mask takes nothing', async () => {
    const spinnaker = await loadChipTarget('spinnaker-1', false);
    const loihi = await loadChipTarget('loihi-2', false);
    expect(maskCost(spinnaker, { masked: 0, cores: 4 })).toEqual({ timeS: 0, writesJ: 0, staticJ: 0 });
    const ticks = maskCost(spinnaker, { masked: 100, cores: 4 });
    expect(ticks.timeS).toBeCloseTo(2e-3, 12);
    expect(ticks.staticJ).toBeCloseTo(2e-3 * (0.35 + 4 * 0.034), 12);
    expect(ticks.writesJ).toBeCloseTo(200e-9, 15);
    expect(maskCost(loihi, { masked: 1000, cores: 4 }).timeS).toBeCloseTo(2000 * 3e-9 + 2 * 200e-9, 12);
  });

  it('ranks what contributes nothing first', () => {
    const { columns, geometry } = layers[1]!;
    const taps = geometry.kernelHeight * geometry.kernelWidth;
    // Channel 2 of the first layer is read by no weight; the lower right corner is blank in all images.
    const weight = columns.weight.slice();
    weight.fill(0, columns.start[2 * taps], columns.start[3 * taps]);
    const silenced = [layers[0]!, { ...layers[1]!, columns: { ...columns, weight } }, ...layers.slice(2)];
    const blank = images.slice();
    const blocks = blocksOf(layers[0]!.geometry);
    for (let i = 0; i < 24; i++) for (const pixel of blocks.at(-1)!) blank[64 * i + pixel] = 0;
    const { channels, regions } = rankForMasks(silenced, blank, 24);
    expect(channels[0]![0]).toBe(2);
    expect(regions[0]).toBe(blocks.length - 1);
    for (const order of [...channels, regions])
      expect([...order].sort((a, b) => a - b)).toEqual([...order.keys()]);
    expect(blocks.flat().sort((a, b) => a - b)).toEqual([...Array(64).keys()]);
  });

  it('points of the middle level have masks, others none', () => {
    const points = chipPoints(smallNetwork(3), 'rate', 3, [0, 1, 2]);
    expect(points.filter(({ mask }) => mask).map(({ id }) => id)).toEqual([
      'L1-t32-r10',
      'L1-t16-r10',
      'L1-t32-r20',
      'L1-t16-r20',
      'L1-t32-c12',
      'L1-t16-c12',
    ]);
    expect(chipPoints({ ladder: null }, 'sigma-delta', 3).map(({ id }) => id)).toContain('dense-d1-r20');
    expect(chipPoints({ ladder: null }, 'folded', 3).map(({ id }) => id)).toEqual(['dense-t4']);
  });
});
