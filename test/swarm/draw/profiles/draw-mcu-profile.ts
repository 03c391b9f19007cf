import { profileSchema } from '../../../../sim/targets/profile-schema.ts';
import type { Dice } from '../dice.ts';
import { drawn, drawnHead, drawnInterval, drawnScale, drawnStates } from './drawn-quantity.ts';

const cyclesPerMac = (dice: Dice) =>
  Object.fromEntries(
    ['conv', 'pointwise', 'depthwise', 'fully-connected'].map((kind) => [
      kind,
      drawnScale(dice, 0.3, 20, 'cycle/MAC'),
    ]),
  );

function runtime(dice: Dice, kernels: 'dense' | 'blocks-4x1') {
  const common = {
    kernels,
    title: `drawn ${kernels}`,
    numericForms: [dice.one(['int8', 'fp32'])],
    latencyInterval: drawnInterval(dice),
    energyInterval: drawnInterval(dice),
    cyclesPerValue: {
      pool: drawnScale(dice, 0.5, 10, 'cycle/value'),
      elementwise: drawnScale(dice, 0.5, 10, 'cycle/value'),
      softmax: drawnScale(dice, 5, 200, 'cycle/value'),
    },
    cyclesPerOperator: drawnScale(dice, 10, 5000, 'cycle'),
    cyclesPerInference: drawn(dice.chance(0.3) ? 0 : dice.scale(10, 10_000), 'cycle'),
    codeBytes: drawnScale(dice, 1, 20, 'KiB'),
    workBytesPerDepth: drawn(dice.one([0, 2, 4]), '1'),
    cyclesPerMac: cyclesPerMac(dice),
  };
  if (kernels === 'dense') return common;
  return {
    ...common,
    cyclesPerBlockPixelPair: drawnScale(dice, 2, 40, 'cycle/block'),
    cyclesPerBlockSinglePixel: drawnScale(dice, 2, 40, 'cycle/block'),
    cyclesPerBlockRow: drawnScale(dice, 2, 60, 'cycle/block'),
    cyclesPerOutput: drawnScale(dice, 2, 30, 'cycle/value'),
    cyclesPerGatedInput: drawnScale(dice, 1, 20, 'cycle/value'),
    skip: {
      cyclesPerTest: drawnScale(dice, 0.5, 10, 'cycle/value'),
      cyclesPerMac: drawnScale(dice, 0.3, 10, 'cycle/MAC'),
      cyclesPerOutput: drawnScale(dice, 1, 30, 'cycle/value'),
    },
  };
}

/** A microcontroller. @param memory the smaller, the sooner a network does not fit */
export function drawMcuProfile(dice: Dice, id: string, memory: number) {
  const activeW = dice.scale(0.003, 1);
  return profileSchema.parse({
    class: 'mcu',
    ...drawnHead(dice, id),
    clock: drawnScale(dice, 16, 600, 'MHz'),
    flash: drawn(Math.ceil(64 * memory * dice.scale(0.5, 4)), 'KiB'),
    sram: drawn(Math.ceil(32 * memory * dice.scale(0.5, 4)), 'KiB'),
    stackBytes: drawnScale(dice, 0.5, 8, 'KiB'),
    supply: drawn(1.8, 'V'),
    regulator: dice.one(['linear', 'switching']),
    activePower: drawn(activeW, 'W'),
    powerStates: drawnStates(dice, activeW, 1e-3),
    policyCyclesPerOperation: drawnScale(dice, 1, 12, 'cycle'),
    runtimes: { dense: runtime(dice, 'dense'), blocks: runtime(dice, 'blocks-4x1') },
  });
}
