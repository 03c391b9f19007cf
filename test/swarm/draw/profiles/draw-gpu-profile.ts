import { profileSchema } from '../../../../sim/targets/profile-schema.ts';
import type { Dice } from '../dice.ts';
import { drawn, drawnHead, drawnInterval, drawnScale, drawnStates } from './drawn-quantity.ts';

function runtime(dice: Dice, kernels: 'dense' | 'blocks-4x1') {
  const bytes = drawn(dice.one([1, 2, 4]), 'B');
  const common = {
    kernels,
    title: `drawn ${kernels}`,
    numericForms: [dice.one(['int8', 'fp32'])],
    latencyInterval: drawnInterval(dice),
    energyInterval: drawnInterval(dice),
    bytesPerWeight: bytes,
    bytesPerValue: bytes,
    timePerOperator: drawnScale(dice, 1, 20, 'us'),
    timePerInference: drawn(dice.chance(0.2) ? 0 : dice.scale(1, 100), 'us'),
    energyPerMac: drawnScale(dice, 0.1, 20, 'pJ/MAC'),
  };
  if (kernels === 'dense')
    return {
      ...common,
      macsPerCyclePerSm: drawnScale(dice, 64, 4096, 'MAC/cycle'),
      efficiency: drawn(dice.between(0.1, 1), '1'),
      tileRows: drawn(dice.one([32, 64, 128]), '1'),
      tilePixels: drawn(dice.one([32, 64, 128]), '1'),
      splitDepth: drawn(dice.one([1, 4, 16]), '1'),
    };
  return {
    ...common,
    warpPixels: drawn(32, '1'),
    warpsPerBlockRow: drawn(dice.one([1, 4, 8]), '1'),
    cyclesPerBlock: drawnScale(dice, 5, 60, 'cycle/block'),
    instructionsPerBlock: drawn(dice.whole(5, 14), '1'),
    issuePerCyclePerSm: drawn(dice.one([2, 4]), '1'),
    denseInstructionsPerBlock: drawn(dice.whole(4, 10), '1'),
  };
}

/** A graphics processor. @param memory the smaller, the sooner a network does not fit */
export function drawGpuProfile(dice: Dice, id: string, memory: number, kind: 'server-gpu' | 'edge-gpu') {
  const activeW = kind === 'server-gpu' ? dice.scale(50, 500) : dice.scale(3, 60);
  return profileSchema.parse({
    class: kind,
    ...drawnHead(dice, id),
    clock: drawnScale(dice, 0.3, 2.5, 'GHz'),
    multiprocessors: drawn(dice.whole(1, 140), '1'),
    l2: drawnScale(dice, 16, 50_000, 'KiB'),
    l2Bandwidth: drawnScale(dice, 100, 6000, 'GB/s'),
    dram: drawn(Math.ceil(64 * memory * dice.scale(0.5, 4)), 'KiB'),
    dramBandwidth: drawnScale(dice, 30, 3000, 'GB/s'),
    hostLinkBandwidth: drawnScale(dice, 1, 50, 'GB/s'),
    hostLinkLatency: drawn(dice.chance(0.2) ? 0 : dice.scale(1, 30), 'us'),
    activePower: drawn(activeW, 'W'),
    energyPerByte: drawnScale(dice, 1, 100, 'pJ/B'),
    powerStates: drawnStates(dice, activeW, 1e-4),
    policyTimePerOperation: drawnScale(dice, 0.2, 10, 'ns'),
    runtimes: { dense: runtime(dice, 'dense'), blocks: runtime(dice, 'blocks-4x1') },
  });
}
