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

const count = (value: number) => formatSi(value, '').trimEnd();

/** Levels of the ladder beside the dense and the small dense networks: what each costs and how often it is right. */
export function renderNetworks(networks: readonly NetworkSummary[]): readonly string[] {
  return textTable(
    columns,
    networks.map((network) => [
      network.role === 'ladder-level' ? `${network.name} ${network.point}` : network.name,
      network.sparsity === 0 ? '0%' : formatPercent(network.sparsity),
      count(network.activeMacs),
      count(network.activeWeights),
      `${formatPercent(network.degradedAccuracy.value, 2)} ${(network.degradedAccuracy.low * 100).toFixed(1)}–${(network.degradedAccuracy.high * 100).toFixed(1)}`,
      formatPercent(network.validationAccuracy, 2),
      network.cleanAccuracy ? formatPercent(network.cleanAccuracy.value, 2) : absent,
    ]),
  );
}
