import { relative } from 'node:path';
import type { Network } from '../network/network.ts';
import { packageRoot } from '../package-root.ts';
import type { NetworkSummary } from '../report/run-report.ts';
import { describeWork } from '../sparsity/describe-work.ts';
import type { OperatingPoint } from '../sparsity/operating-point.ts';
import type { OutcomeTable } from '../sparsity/outcome-table.ts';
import { ungatedPoints } from '../sparsity/point-list.ts';
import type { Estimate } from '../statistics/estimate.ts';
import { wilson } from '../statistics/wilson.ts';
import type { NetworkTables } from './obtain-run-tables.ts';

function accuracy(table: OutcomeTable, point: string): Estimate | null {
  const at = table.points.findIndex((p) => p.id === point);
  if (at < 0) return null;
  let right = 0;
  for (let i = 0; i < table.sampleCount; i++)
    if (table.topClass[at * table.sampleCount + i] === table.labels[i]) right++;
  const value = right / table.sampleCount;
  const { low, high } = wilson(value, table.sampleCount);
  return { value, low, high };
}

function sparsityOf(network: Network, point: OperatingPoint): number {
  const levels = network.ladder?.levels;
  if (!levels || point.levels.length === 0) return 0;
  return point.levels.reduce((sum, level) => sum + levels[level]!.sparsity, 0) / point.levels.length;
}

/** What each level of the ladder and each dense network costs, and how often it is right. */
export function summariseNetworks(networks: readonly NetworkTables[]): readonly NetworkSummary[] {
  const root = packageRoot();
  return networks.flatMap(({ role, name, file, network, validation, test, clean, int8 }) =>
    ungatedPoints(test.table.points).map((point): NetworkSummary => {
      const work = describeWork(network, point);
      const near = relative(root, file);
      return {
        name,
        role: role === 'ladder' ? 'ladder-level' : role,
        file: near.startsWith('..') ? file : near,
        networkHash: network.hash,
        point: point.id,
        sparsity: sparsityOf(network, point),
        activeMacs: work.reduce((sum, operator) => sum + operator.activeMacs, 0),
        activeWeights: work.reduce((sum, operator) => sum + operator.activeWeights, 0),
        cleanAccuracy: clean && accuracy(clean.table, point.id),
        degradedAccuracy: accuracy(test.table, point.id)!,
        validationAccuracy: accuracy(validation.table, point.id)?.value ?? 0,
        int8: int8 && {
          cleanAccuracy: int8.clean && accuracy(int8.clean.table, point.id),
          degradedAccuracy: accuracy(int8.test.table, point.id)!,
          validationAccuracy: accuracy(int8.validation.table, point.id)?.value ?? 0,
        },
      };
    }),
  );
}
