import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { loadNetwork } from '../../sim/network/onnx/load-network.ts';
import { packageRoot } from '../../sim/package-root.ts';
import { agreementWith } from '../../sim/sparsity/agreement-with.ts';
import { committedTable } from '../../sim/sparsity/committed-table.ts';
import { committedInt8 } from '../../sim/sparsity/int8/committed-int8.ts';
import { measureTable } from '../../sim/sparsity/measure-table.ts';
import { planTable } from '../../sim/sparsity/plan-table.ts';
import { pointList, ungatedPoints } from '../../sim/sparsity/point-list.ts';
import { verifyLive } from '../../sim/sparsity/verify-live.ts';

const models = join(packageRoot(), 'scenarios', 'models');
const modelFile = join(models, 'digits-ladder.onnx');
const about = { modelFile, data: 'degraded-mnist', split: 'test' } as const;

test.each(['fp32', 'int8'] as const)(
  'a live check finds no mismatch in a true %s table and each one in a false table',
  async (numericForm) => {
    const points = pointList(await loadNetwork(modelFile)).filter((p) => ['L5', 'L4-z'].includes(p.id));
    const table = await measureTable({ ...about, points, limit: 300, threads: 1, numericForm });
    const check = (sampleCount: number, seed: number) =>
      verifyLive({ ...about, table, sampleCount, seed, threads: 1 });
    expect(await check(100, 1)).toEqual({
      executed: 200,
      samples: 100,
      points: 2,
      mismatches: 0,
      firstMismatch: null,
    });

    table.confidence[300 + 17]! ^= 1;
    table.effectiveMacs[(300 + 40) * table.layers.length + 2]! += 1;
    table.topClass[40] = 99;
    const found = await check(5000, 2);
    expect(found.executed).toBe(600);
    expect(found.mismatches).toBe(3);
    expect(found.firstMismatch).toMatch(/sample 40 at point L5: top class \d instead of 99/);
  },
);

test('every shipped model has its shipped tables, and they fit the network, the kernels and the data; a few images of each are executed', async () => {
  const files = readdirSync(models).filter((file) => file.endsWith('.onnx'));
  expect(files).toContain('digits-ladder.onnx');
  for (const file of files) {
    const model = join(models, file);
    const network = await loadNetwork(model);
    const all = pointList(network);
    if (network.ladder) expect(all.some((point) => point.id.endsWith('-g1'))).toBe(true);
    expect(committedInt8(network.hash)?.samples).toBe(1000);
    for (const numericForm of ['fp32', 'int8'] as const) {
      for (const [data, split, points] of [
        ['degraded-mnist', 'validation', all],
        ['degraded-mnist', 'test', all],
        ['clean-mnist', 'test', ungatedPoints(all)],
      ] as const) {
        const { key } = await planTable({ modelFile: model, network, data, split, points, numericForm });
        const found = await committedTable(key);
        // A stale table is remade with: node --import tsx tools/measure-shipped-tables.ts
        expect(found, `${file} ${numericForm} ${data} ${split}`).not.toBeNull();
        expect(found!.table.sampleCount).toBe(10000);
        if (data === 'clean-mnist' || split !== 'test' || model === modelFile) continue;
        // One task: the run of the ladder below executes more.
        const asked = {
          ...about,
          modelFile: model,
          table: found!.table,
          sampleCount: 56,
          seed: 3,
          threads: 1,
        };
        expect(await verifyLive(asked)).toMatchObject({ executed: 56 * points.length, mismatches: 0 });
      }
    }
  }
});

test.each(['fp32', 'int8'] as const)(
  'the shipped %s test table stands a live check of a seeded sample',
  async (numericForm) => {
    const { key } = await planTable({ ...about, numericForm });
    const { table } = (await committedTable(key))!;
    expect(await verifyLive({ ...about, table, sampleCount: 250, seed: 3 })).toMatchObject({
      executed: 250 * table.points.length,
      mismatches: 0,
    });
  },
);

test('the float64 reference and gpu.js agree with the kernels on real images', async () => {
  const agreement = await agreementWith({ modelFile, backend: 'reference', images: 6, points: ['L2', 'L6'] });
  expect(agreement.points.map((point) => point.id)).toEqual(['L2', 'L6']);
  for (const point of agreement.points) {
    expect(point.sameTopClass).toBe(1);
    expect(point.largestLogitDifference).toBeLessThan(1e-4 * point.largestLogit);
  }
  const gpu = await agreementWith({ modelFile, backend: 'gpujs-cpu', images: 4, points: ['L6'] });
  expect(gpu.points[0]!.sameTopClass).toBe(1);
  await expect(agreementWith({ modelFile, backend: 'reference', points: ['L9'] })).rejects.toThrow(
    /point 'L9'; known are L0, L1/,
  );
});
