/**
 * How fast outcome tables are made: image evaluations per second per core, reproducible build, reading the files,
 * degrading the images, gates and counting included. One worker thread, every operating point of the shipped ladder.
 */
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { measureTable } from '../sim/sparsity/measure-table.ts';
import { planTable } from '../sim/sparsity/plan-table.ts';
import { table } from './lib/table.ts';

const { values: flags } = parseArgs({ options: { quick: { type: 'boolean' }, json: { type: 'boolean' } } });
const modelFile = fileURLToPath(new URL('../scenarios/models/digits-ladder.onnx', import.meta.url));
const images = flags.quick ? 1000 : 10000;
const rates: number[] = [];
let points = 0;
for (let round = 0; round < (flags.quick ? 1 : 3); round++) {
  const start = performance.now();
  const request = { modelFile, data: 'degraded-mnist', split: 'test', limit: images, threads: 1 } as const;
  const plan = await planTable(request);
  points = plan.points.length;
  await measureTable({ ...request, network: plan.network, points: plan.points }, null);
  rates.push((images * points * 1000) / (performance.now() - start));
}
rates.sort((a, b) => a - b);
const rate = rates[Math.floor(rates.length / 2)]!;
if (flags.json) {
  console.log(
    JSON.stringify({
      schemaVersion: 1,
      benchmark: 'tables',
      images,
      points,
      evaluationsPerSecondPerCore: rate,
      owed: 1500,
    }),
  );
} else {
  console.log(
    table(
      ['images', 'points', 'evaluations/s/core', 'owed'],
      [[String(images), String(points), rate.toFixed(0), '1500']],
    ),
  );
}
process.exit(0);
