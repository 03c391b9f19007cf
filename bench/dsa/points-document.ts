import type { Tuned } from './run-task.ts';
import type { Task } from './task.ts';

/** The frontiers of a task's ladders, as stored beside the networks. Costs are microseconds at batch 1 on one machine. */
export function pointsDocument({ id }: Task, { levels, gateUs, bySeed }: Tuned, machine: string) {
  const us = (value: number) => Number(value.toFixed(3));
  return {
    schemaVersion: '1.0',
    ...{ task: id, chosenOn: 'validation', machine },
    costs: {
      unit: 'us',
      batch: 1,
      gate: us(gateUs),
      levels: levels.map(({ id: level, sparsity, costUs }) => ({ id: level, sparsity, cost: us(costUs) })),
    },
    frontiers: [...bySeed].map(([seed, points]) => ({
      network: `ladder-s${seed}.onnx`,
      points: points.map((point) => ({ ...point, cost: us(point.cost) })),
    })),
  };
}

/** As text, a line a point. */
export function pointsText({ frontiers, ...about }: ReturnType<typeof pointsDocument>): string {
  const lists = frontiers.map(({ network, points }) => {
    const lines = points.map((point) => `   ${JSON.stringify(point)}`).join(',\n');
    return `  { "network": ${JSON.stringify(network)}, "points": [\n${lines}\n  ] }`;
  });
  return `${JSON.stringify(about, null, 1).slice(0, -2)},\n "frontiers": [\n${lists.join(',\n')}\n ]\n}\n`;
}
