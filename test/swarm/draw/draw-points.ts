import type { Network } from '../../../sim/network/network.ts';
import { residualBlocks } from '../../../sim/network/residual-blocks.ts';
import { furtherPoints } from '../../../sim/sparsity/further-points.ts';
import type { OperatingPoint } from '../../../sim/sparsity/operating-point.ts';
import { pointList } from '../../../sim/sparsity/point-list.ts';
import type { Dice } from './dice.ts';

/**
 * Some of a network's usual points (always one that is not gated), at times gated ones with thresholds, one with its
 * own level for every layer, and those that
 * answer at exits, skip branches or have a pattern.
 * @param spiking leaves out gates, which a rate code does not have
 */
export function drawPoints(dice: Dice, network: Network, spiking: boolean): OperatingPoint[] {
  const { ladder } = network;
  if (!ladder) return pointList(network, null);
  const gate = () => ({
    level: dice.below(ladder.levels.length),
    name: 'g1',
    closedShare: 0.3,
    thresholds: ladder.layers.map(() => dice.between(0, 0.5)),
  });
  const listed = pointList(network, {
    version: 1,
    networkHash: network.hash,
    rule: 'drawn',
    data: 'drawn',
    samples: 1,
    gates: dice.chance(0.4) ? [gate()] : [],
  });
  const gated = (point: OperatingPoint) => point.gates.some((threshold) => threshold !== null);
  const aside = dice.aside(`further points of ${network.name}`);
  const exits = spiking ? [] : furtherPoints(network, ['exits']).filter(() => aside.chance(0.7));
  const usable = spiking ? listed.filter((point) => !gated(point)) : listed;
  const kept = usable.filter((point) => dice.chance(gated(point) ? 0.4 : 0.7));
  const points = kept.some((point) => !gated(point)) ? kept : [usable[0]!, ...kept];
  if (dice.chance(0.2)) {
    const levels = ladder.layers.map(() => dice.below(ladder.levels.length));
    points.push({ id: `mix-${levels.join('')}`, levels, gates: levels.map(() => null) });
  }
  points.push(...exits);
  if (spiking) return points;
  const level = aside.below(ladder.levels.length);
  const at = (of: number) => ({ levels: ladder.layers.map(() => of), gates: ladder.layers.map(() => null) });
  residualBlocks(network).forEach(({ add }, block) => {
    if (aside.chance(0.7)) points.push({ id: `L${level}s${block + 1}`, ...at(level), skips: [add] });
  });
  if (aside.chance(0.4)) points.push({ id: 'L0-2of4', ...at(0), pattern: { kept: 2, group: 4 } });
  return points;
}
