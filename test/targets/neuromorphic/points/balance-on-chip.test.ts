import { expect, it } from 'vitest';
import { ClocklessRun } from '../../../../sim/targets/neuromorphic/chip/clockless-run.ts';
import { compileNetwork } from '../../../../sim/targets/neuromorphic/chip/compile-network.ts';
import { loadChipTarget } from '../../../../sim/targets/neuromorphic/chip/load-chip-target.ts';
import type { Balance } from '../../../../sim/targets/neuromorphic/convert.ts';
import { floatLayers } from '../../../../sim/targets/neuromorphic/float-layers.ts';
import { balanceOnChip } from '../../../../sim/targets/neuromorphic/points/balance-on-chip.ts';
import { conversionFor } from '../../../../sim/targets/neuromorphic/points/chip-request.ts';
import { balanceOf, convertedGraph } from '../../../../sim/targets/neuromorphic/points/converted-graph.ts';
import { placeConverted } from '../../../../sim/targets/neuromorphic/points/place-converted.ts';
import { referenceForward } from '../../../../sim/targets/neuromorphic/reference-forward.ts';
import { smallImages, smallNetwork, smallPoint } from '../small-network.ts';

const layers = floatLayers(smallNetwork(3), smallPoint(1));
const images = smallImages(5, 24);
const used = 16;

it('is the balance for steps on a chip with a clock', async () => {
  const target = await loadChipTarget('loihi-2', false);
  const own = balanceOf(layers, conversionFor(target, 'rate'), images, 24);
  expect(balanceOnChip(layers, target, 'rate', images, 24, false)).toEqual(own);
});

it('brings the first layer of a chip without one nearer to its activations, channel by channel', async () => {
  const target = await loadChipTarget('speck-2', false);
  const how = conversionFor(target, 'rate');
  const missingOf = (balance: Balance): readonly number[] => {
    const converted = convertedGraph(layers, how, balance, { id: 'x' });
    const { placement } = placeConverted(converted, target);
    const network = compileNetwork(converted.graph, target.design, placement);
    const missing = [0, 0, 0, 0];
    for (let i = 0; i < used; i++) {
      const image = images.subarray(64 * i, 64 * (i + 1));
      const frames = converted.input(image, how.steps);
      const stimulus = {
        apply: (step: number, value: Float64Array, slotOf: Uint32Array) => {
          for (const [n, sent] of frames[step]!.entries()) if (sent !== 0) value[slotOf[n]!] = sent;
        },
      };
      const { graph } = converted;
      const run = new ClocklessRun({ ...target, graph, placement, network, steps: how.steps, stimulus });
      for (let step = 0; step < how.steps; step++) run.settle();
      for (const [n, a] of referenceForward(layers, image)[0]!.entries())
        missing[n % 4]! +=
          (Math.min(1, a / balance.scales[0]!) * how.steps - run.spikesOf[network.slotOfNeuron[64 + n]!]!) /
          (16 * used);
    }
    return missing;
  };
  const before = missingOf(balanceOf(layers, how, images, 24) as Balance);
  const after = missingOf(balanceOnChip(layers, target, 'rate', images, 24, false) as Balance);
  const size = (missing: readonly number[]) => missing.reduce((sum, each) => sum + Math.abs(each), 0);
  expect(size(before)).toBeGreaterThan(0.05);
  expect(size(after)).toBeLessThan(0.6 * size(before));
});
