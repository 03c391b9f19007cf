import { profileSchema } from '../../../../sim/targets/profile-schema.ts';
import type { Dice } from '../dice.ts';
import { drawn, drawnHead, drawnInterval, drawnScale } from './drawn-quantity.ts';

function runtime(dice: Dice, kernels: 'dense' | 'blocks-4x1') {
  const perMac = () => drawnScale(dice, 0.01, 4, 'cycle/MAC');
  const common = {
    kernels,
    title: `drawn ${kernels}`,
    numericForms: [dice.one(['int8', 'fp32'])],
    latencyInterval: drawnInterval(dice),
    energyInterval: drawnInterval(dice),
    bytesPerValue: drawn(dice.one([1, 4]), 'B'),
    cyclesPerMac: {
      ...{ conv: perMac(), pointwise: perMac(), depthwise: perMac() },
      'fully-connected': perMac(),
    },
    cyclesPerValue: drawnScale(dice, 0.01, 4, 'cycle/value'),
    cyclesPerOtherValue: drawnScale(dice, 0.01, 4, 'cycle/value'),
    cyclesPerDramByte: drawnScale(dice, 0.01, 4, 'cycle/B'),
    cyclesPerOperator: drawn(dice.chance(0.2) ? 0 : dice.scale(10, 1e5), 'cycle'),
    cyclesPerInference: drawn(dice.chance(0.2) ? 0 : dice.scale(10, 1e5), 'cycle'),
    cyclesPerInputValue: drawnScale(dice, 0.1, 30, 'cycle/value'),
    power: {
      ...{ compute: drawnScale(dice, 0.1, 30, 'W'), memory: drawnScale(dice, 0.1, 30, 'W') },
      serial: drawnScale(dice, 0.1, 30, 'W'),
    },
  };
  if (kernels === 'dense') return common;
  return {
    ...common,
    panelPixels: drawn(dice.one([4, 8, 16]), '1'),
    cyclesPerBlockPanel: drawnScale(dice, 1, 12, 'cycle/block'),
    cyclesPerBlockSinglePixel: drawnScale(dice, 1, 12, 'cycle/block'),
  };
}

/** The CPU of a board or a phone. @param memory the smaller, the sooner a network does not fit */
export function drawBoardProfile(dice: Dice, id: string, memory: number, targetClass: 'sbc-cpu' | 'phone') {
  return profileSchema.parse({
    class: targetClass,
    ...drawnHead(dice, id),
    family: 'cortex-a72',
    clock: drawnScale(dice, 0.5, 4, 'GHz'),
    cores: drawn(dice.whole(1, 8), '1'),
    coresPerL2: drawn(dice.whole(1, 4), '1'),
    lastLevelCache: drawnScale(dice, 16, 8192, 'KiB'),
    dram: drawn(Math.ceil(64 * memory * dice.scale(0.5, 4)), 'KiB'),
    dramBandwidth: drawnScale(dice, 1, 100, 'GB/s'),
    idlePower: drawnScale(dice, 0.1, 10, 'W'),
    policyCyclesPerOperation: drawnScale(dice, 0.3, 4, 'cycle'),
    runtimes: { dense: runtime(dice, 'dense'), blocks: runtime(dice, 'blocks-4x1') },
  });
}
