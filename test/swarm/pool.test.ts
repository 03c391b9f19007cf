import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { loadNetwork } from '../../sim/network/onnx/load-network.ts';
import { packageRoot } from '../../sim/package-root.ts';
import { type CellAnswer, type CellTask, cellWorker } from '../../sim/scenario/cell-task.ts';
import { runCells } from '../../sim/scenario/run-cells.ts';
import { openPool } from '../../sim/sweep/pool.ts';
import { runAll } from '../../sim/sweep/run-all.ts';
import { drawCellTask, taskModels } from './draw/draw-cell-task.ts';
import { shippedProfiles } from './draw/shipped-profiles.ts';

const tasks: CellTask[] = [];
beforeAll(async () => {
  const shipped = await shippedProfiles();
  const file = (name: string) => join(packageRoot(), 'scenarios', 'models', `${name}.onnx`);
  const networks = await Promise.all(taskModels.map((name) => loadNetwork(file(name))));
  for (let seed = 1; seed <= 6; seed++) tasks.push(drawCellTask(seed, shipped, networks));
});

async function onPool(threads: number): Promise<(readonly CellAnswer[])[]> {
  const pool = await openPool<CellTask, readonly CellAnswer[]>(cellWorker, threads);
  try {
    return await runAll(pool, tasks);
  } finally {
    await pool.destroy();
  }
}

describe('drawn tasks on the pool of a real run', { timeout: 120_000 }, () => {
  it('give the same to the last bit with one thread, with two, and in this thread', async () => {
    expect(new Set(tasks.map(({ inputs }) => inputs[0]!.target)).size).toBeGreaterThan(2);
    const here: (readonly CellAnswer[])[] = [];
    for (const task of tasks) here.push(await runCells(task));
    expect(here.flat().some((answer) => answer.results.some((row) => row.energyPerInferenceJ !== null))).toBe(
      true,
    );
    expect(await onPool(1)).toEqual(here);
    expect(await onPool(2)).toEqual(here);
  });
});
