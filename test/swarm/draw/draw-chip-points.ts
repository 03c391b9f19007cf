import type { Network } from '../../../sim/network/network.ts';
import type { OperatingPoint } from '../../../sim/sparsity/operating-point.ts';
import type { SpikingForm } from '../../../sim/sparsity/outcome-table.ts';
import { chipPoints } from '../../../sim/targets/neuromorphic/points/chip-points.ts';
import type { Dice } from './dice.ts';

/** Some of a converted network's points, always the first, with masks where the middle level is drawn and thresholds of pruned ones. */
export function drawChipPoints(dice: Dice, network: Network, form: SpikingForm): OperatingPoint[] {
  const depth = network.nodes.filter(({ type }) => type === 'Conv' || type === 'Gemm').length;
  return chipPoints(network, form, depth).filter((_, p) => p === 0 || dice.chance(0.6));
}
