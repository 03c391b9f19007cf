import { profileSchema } from '../../../../sim/targets/profile-schema.ts';
import type { Dice } from '../dice.ts';
import { drawn, drawnHead, drawnInterval, drawnScale, drawnStates } from './drawn-quantity.ts';

function runtime(dice: Dice, kernels: 'dense' | 'blocks-4x1') {
  const bytes = drawn(dice.one([1, 4]), 'B');
  const common = {
    kernels,
    title: `drawn ${kernels}`,
    numericForms: [dice.one(['int8', 'fp32'])],
    latencyInterval: drawnInterval(dice),
    energyInterval: drawnInterval(dice),
    bytesPerWeight: bytes,
    bytesPerValue: bytes,
    timePerOperator: drawnScale(dice, 0.1, 10, 'us'),
    timePerInference: drawn(dice.chance(0.2) ? 0 : dice.scale(1, 100), 'us'),
    valuesPerCycle: drawnScale(dice, 1, 64, 'value/cycle'),
  };
  if (kernels === 'dense') return { ...common, macsPerCycle: drawnScale(dice, 1, 200, 'MAC/cycle') };
  return {
    ...common,
    panelPixels: drawn(dice.one([4, 8, 16]), '1'),
    cyclesPerBlockPanelPair: drawnScale(dice, 1, 12, 'cycle/block'),
    denseMacsPerCycle: drawnScale(dice, 1, 200, 'MAC/cycle'),
    efficiency: drawn(dice.between(0.2, 1), '1'),
  };
}

/** A core of a server. @param memory the smaller, the sooner a network does not fit */
export function drawCpuProfile(dice: Dice, id: string, memory: number) {
  const activeW = dice.scale(1, 30);
  return profileSchema.parse({
    class: 'server-cpu',
    ...drawnHead(dice, id),
    clock: drawnScale(dice, 1, 5, 'GHz'),
    cores: drawn(dice.whole(1, 64), '1'),
    l2: drawnScale(dice, 4, 2048, 'KiB'),
    l2Bandwidth: drawnScale(dice, 8, 64, 'B/cycle'),
    dram: drawn(Math.ceil(64 * memory * dice.scale(0.5, 4)), 'KiB'),
    dramBandwidth: drawnScale(dice, 5, 500, 'GB/s'),
    activePower: drawn(activeW, 'W'),
    powerStates: drawnStates(dice, activeW, 1e-4),
    policyCyclesPerOperation: drawnScale(dice, 0.3, 4, 'cycle'),
    runtimes: { dense: runtime(dice, 'dense'), blocks: runtime(dice, 'blocks-4x1') },
  });
}
