import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { isTask, taskNames } from '../../sim/data/task/scenario-tasks.ts';
import { loadNetwork } from '../../sim/network/onnx/load-network.ts';
import { packageRoot } from '../../sim/package-root.ts';
import { scenarioSchema } from '../../sim/scenario/scenario-schema.ts';
import { parseYaml } from '../../sim/schema/parse-yaml.ts';
import { committedTable } from '../../sim/sparsity/committed-table.ts';
import { describeWork, macLayers } from '../../sim/sparsity/describe-work.ts';
import { planTable } from '../../sim/sparsity/plan-table.ts';
import { pointsOn } from '../../sim/sparsity/points-on.ts';
import { tableFolder } from '../../sim/sparsity/table-folder.ts';
import { shippedPrints, taskPrint } from '../../sim/sparsity/task-print.ts';
import { verifyLive } from '../../sim/sparsity/verify-live.ts';
import { whenFetched } from '../data/when-fetched.ts';

const scenarios = join(packageRoot(), 'scenarios');
const named = readdirSync(scenarios)
  .filter((file) => file.endsWith('.yaml'))
  .flatMap((file) => {
    const text = readFileSync(join(scenarios, file), 'utf8');
    const { data, network, baselines, points } = parseYaml(scenarioSchema, text, file);
    const dense = baselines.dense === undefined ? [] : [baselines.dense];
    const models = [network, ...dense, ...baselines.smallDense];
    return isTask(data) ? models.map((model) => [model, data, points] as const) : [];
  });

afterEach(() => vi.unstubAllEnvs());

describe('shipped tables of tasks', () => {
  it('are there for image and sensor at least', () => {
    const data = new Set(named.map(([, name]) => name));
    for (const name of ['fashion-mnist', 'shuttle']) expect(data).toContain(name);
  });

  it.each(named)(
    '%s: found without the data %s, small, with the work of the points',
    async (model, data, kinds) => {
      vi.stubEnv('SPARSEWATT_DATA', join(scenarios, 'nowhere'));
      const modelFile = join(scenarios, model);
      const network = await loadNetwork(modelFile);
      for (const split of ['validation', 'test'] as const) {
        const points = pointsOn(data, network, kinds);
        const { key, sampleCount } = await planTable({ modelFile, network, data, split, points });
        const found = await committedTable(key);
        expect(found, `${model} ${split}: node --import tsx tools/measure-shipped-tables.ts`).not.toBeNull();
        const { table, file } = found!;
        expect(statSync(file).size).toBeLessThan(250_000);
        expect([table.sampleCount, table.data]).toEqual([sampleCount, `${data}-${split}`]);
        expect(sampleCount).toBe(10_000);
        const { layers } = table;
        expect(layers).toEqual(macLayers(network));
        points.forEach((point, p) => {
          const work = new Map(
            describeWork(network, point).map(({ node, activeMacs }) => [node, activeMacs]),
          );
          for (const sample of [0, sampleCount - 1]) {
            const row = (p * sampleCount + sample) * layers.length;
            const macs = table.effectiveMacs.subarray(row, row + layers.length);
            expect([...macs]).toEqual(layers.map((node) => work.get(node) ?? 0));
          }
        });
      }
    },
  );

  it('take up little room, with those of the digits', () => {
    const sizes = readdirSync(tableFolder())
      .filter((file) => taskNames.some((name) => file.includes(`.${name}-`)))
      .map((file) => statSync(join(tableFolder(), file)).size);
    expect(sizes.length).toBeGreaterThan(0);
    expect(sizes.reduce((sum, size) => sum + size, 0)).toBeLessThan(3e6);
  });

  it('are refused by name where neither they nor the data are there', async () => {
    vi.stubEnv('SPARSEWATT_DATA', join(scenarios, 'nowhere'));
    const modelFile = join(scenarios, named[0]![0]);
    const asked = { modelFile, data: named[0]![1], split: 'test', limit: 5 } as const;
    await expect(planTable(asked)).rejects.toThrow(/npm run data -- /);
  });
});

whenFetched('shuttle', 'tables of tasks and their data', () => {
  it('belong together: the shipped prints are those of the data here, and the kernels give the same bytes', async () => {
    for (const split of ['validation', 'test'] as const) {
      expect(taskPrint('shuttle', split)).toEqual(shippedPrints()[`shuttle-${split}`]);
    }
    const modelFile = join(scenarios, 'models', 'shuttle', 'ladder-s1.onnx');
    const { key } = await planTable({ modelFile, data: 'shuttle', split: 'test' });
    const { table } = (await committedTable(key))!;
    const asked = { table, modelFile, data: 'shuttle', split: 'test', sampleCount: 60, seed: 3 } as const;
    const check = await verifyLive({ ...asked, threads: 1 });
    expect([check.executed, check.mismatches, check.firstMismatch]).toEqual([180, 0, null]);
    const confidence = table.confidence.map((value) => value ^ 1);
    const other = await verifyLive({ ...asked, table: { ...table, confidence }, threads: 1 });
    expect(other.mismatches).toBe(180);
  });
});
