import type { TabledNetwork } from '../../../sim/scenario/simulate/build-options.ts';
import type { TablePair } from '../../../sim/scenario/simulate/cell-input.ts';
import { shareTable } from '../../../sim/scenario/simulate/share-table.ts';
import type { OperatingPoint } from '../../../sim/sparsity/operating-point.ts';
import type { NumericForm } from '../../../sim/sparsity/outcome-table.ts';
import type { Dice } from './dice.ts';
import { drawChipPoints } from './draw-chip-points.ts';
import type { DrawnLadderLayer } from './draw-ladder-layer.ts';
import { drawNetwork } from './draw-network.ts';
import { drawPoints } from './draw-points.ts';
import { drawDifficulty, drawTable } from './draw-table.ts';

/** Codes of chips that are drawn. */
const chipForms = ['rate', 'rate-zero', 'sigma-delta', 'latency'] as const;

/** The networks of a scenario with what their kernels are said to have done. */
export interface DrawnNetworks {
  /** For targets that compute with numbers; the ladder, where there is one, first. */
  readonly tabled: readonly TabledNetwork[];
  /** For spiking chips: the first network with tables of a rate code; null where the scenario has no such chip. */
  readonly spiking: TabledNetwork | null;
  /** For chips with converted networks: the first network with tables of a code, by code; empty where the scenario has none. */
  readonly converted: ReadonlyMap<string, TabledNetwork>;
  readonly ladders: readonly DrawnLadderLayer[];
}

/** What networks are drawn for. */
export interface NetworkWish {
  /** Most samples of a table. */
  readonly samples: number;
  /** Steps of the rate code; 0 where no target spikes. */
  readonly steps: number;
  /** Some target takes converted networks. */
  readonly chips: boolean;
}

/** A ladder (mostly), a dense network (mostly), up to two smaller dense ones; at least one of them. */
export function drawNetworks(dice: Dice, { samples, steps, chips }: NetworkWish): DrawnNetworks {
  const withLadder = dice.chance(0.9);
  const roles = [
    ...(withLadder ? ['ladder' as const] : []),
    ...(!withLadder || dice.chance(0.7) ? ['dense' as const] : []),
    ...dice.many(dice.below(3), () => 'small-dense' as const),
  ];
  const difficulty = drawDifficulty(dice);
  const counts = { validation: dice.whole(1, samples), test: dice.whole(1, samples) };
  const form = dice.one(['fp32', 'int8'] as const);
  const both = dice.chance(0.4);
  const shared = dice.chance(0.3);
  const pairOf = (
    network: TabledNetwork['network'],
    points: readonly OperatingPoint[],
    as: NumericForm,
    wrong: number,
  ): TablePair => {
    const table = (split: 'validation' | 'test') => {
      const harder = { ...difficulty, wrong: difficulty.wrong + wrong };
      const drawn = drawTable(dice, network, points, as, split, counts[split], harder);
      return shared ? shareTable(drawn) : drawn;
    };
    return { validation: table('validation'), test: table('test') };
  };
  const ladders: DrawnLadderLayer[] = [];
  let spiking: TabledNetwork | null = null;
  const converted = new Map<string, TabledNetwork>();
  const tabled = roles.map((role, i): TabledNetwork => {
    const levels = role === 'ladder' ? dice.whole(1, 5) : 0;
    const id = role === 'small-dense' ? `small-dense-0.${i}` : role;
    const style = steps > 0 || chips ? 'plain chain' : 'any operator';
    const { network, ladder } = drawNetwork(dice, id, style, levels, role === 'small-dense' ? 0.5 : 1);
    ladders.push(...ladder);
    const points = drawPoints(dice, network, false);
    const harder = role === 'small-dense' ? 0.05 * dice.share() : 0;
    if (steps > 0 && i === 0) {
      const pair = pairOf(network, drawPoints(dice, network, true).slice(0, 3), `rate-${steps}`, 0.02);
      spiking = { id, role, network, ...pair };
    }
    if (chips && i === 0) {
      for (const code of chipForms) {
        const pair = pairOf(network, drawChipPoints(dice, network, code), code, 0.02);
        // As a scenario's own network, with a ladder or without.
        converted.set(code, { id, role: 'ladder', network, ...pair });
      }
    }
    const other = form === 'fp32' ? 'int8' : 'fp32';
    return {
      id,
      role,
      network,
      ...pairOf(network, points, form, harder),
      others: both ? [pairOf(network, points, other, harder + 0.01)] : [],
    };
  });
  return { tabled, spiking, converted, ladders };
}
