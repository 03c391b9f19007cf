import type { Estimate } from '../../statistics/estimate.ts';
import { absent, formatPercent, formatSi } from '../format-quantity.ts';
import type { NetworkSummary } from '../run-report.ts';
import { type Column, textTable } from '../text-table.ts';

const columns: readonly Column[] = [
  { title: 'network', align: 'left', widest: 24 },
  { title: 'sparse', align: 'right' },
  { title: 'MACs', align: 'right' },
  { title: 'weights', align: 'right' },
  { title: 'accuracy (test)', align: 'left' },
  { title: 'validation', align: 'right' },
  { title: 'clean', align: 'right' },
];

const int8Columns: readonly Column[] = [
  { title: 'int8 (test)', align: 'left' },
  { title: 'validation', align: 'right' },
  { title: 'clean', align: 'right' },
];

const count = (value: number) => formatSi(value, '').trimEnd();

const interval = ({ value, low, high }: Estimate) =>
  `${formatPercent(value, 2)} ${(low * 100).toFixed(1)}–${(high * 100).toFixed(1)}`;

const accuracies = (of: NonNullable<NetworkSummary['int8']>) => [
  interval(of.degradedAccuracy),
  formatPercent(of.validationAccuracy, 2),
  of.cleanAccuracy ? formatPercent(of.cleanAccuracy.value, 2) : absent,
];

/**
 * Levels of the ladder beside the dense and the small dense networks: what each costs and how often it is right, in fp32
 * and, where a target computes in it, in int8.
 */
export function renderNetworks(networks: readonly NetworkSummary[]): readonly string[] {
  const int8 = networks.some((network) => network.int8 !== null);
  const clean = networks.some((network) => network.cleanAccuracy !== null);
  const shown = <T>(cells: readonly T[]): readonly T[] => (clean ? cells : cells.slice(0, -1));
  return textTable(
    [...shown(columns), ...(int8 ? shown(int8Columns) : [])],
    networks.map((network) => [
      network.role === 'ladder-level' ? `${network.name} ${network.point}` : network.name,
      network.sparsity === 0 ? '0%' : formatPercent(network.sparsity),
      count(network.activeMacs),
      count(network.activeWeights),
      ...shown(accuracies(network)),
      ...(network.int8 ? shown(accuracies(network.int8)) : []),
    ]),
  );
}
