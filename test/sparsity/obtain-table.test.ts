import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { copyFileSync, mkdtempSync, readdirSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { beforeAll, expect, test } from 'vitest';
import { loadNetwork } from '../../sim/network/onnx/load-network.ts';
import { readOnnx } from '../../sim/network/onnx/read-onnx.ts';
import { packageRoot } from '../../sim/package-root.ts';
import { createExecutor } from '../../sim/sparsity/execute/create-executor.ts';
import { UnsupportedNetworkError } from '../../sim/sparsity/execute/unsupported-network-error.ts';
import { executeSamples } from '../../sim/sparsity/execute-samples.ts';
import { measureTable } from '../../sim/sparsity/measure-table.ts';
import { obtainTable } from '../../sim/sparsity/obtain-table.ts';
import type { OutcomeTable } from '../../sim/sparsity/outcome-table.ts';
import { planTable } from '../../sim/sparsity/plan-table.ts';
import { pointList } from '../../sim/sparsity/point-list.ts';
import { TableCache } from '../../sim/sparsity/table-cache.ts';
import { encodeTable } from '../../sim/sparsity/table-codec.ts';
import { samplesAt } from '../../sim/sparsity/table-data.ts';
import { hashKey } from '../../sim/sparsity/table-key.ts';
import type { TableProgress } from '../../sim/sparsity/table-request.ts';
import { encodeModel, node, tinyModel } from '../network/onnx/tiny-model.ts';

const modelFile = join(packageRoot(), 'scenarios', 'models', 'digits-ladder.onnx');
const newFolder = () => mkdtempSync(join(tmpdir(), 'sparsewatt-obtain-'));
const nowhere = join(newFolder(), 'absent');

/** 600 samples (three tasks, the last one odd) at three points, one of them gated. */
const request = async () => {
  const points = pointList(await loadNetwork(modelFile)).filter((p) => ['L4', 'L6', 'L4-z'].includes(p.id));
  return { modelFile, data: 'degraded-mnist', split: 'test', limit: 600, points, threads: 1 } as const;
};

let whole: OutcomeTable;
beforeAll(async () => {
  whole = await measureTable({ ...(await request()), threads: 2 });
});

test('law: the table does not depend on threads, tasks or the thread it is made in', async () => {
  const asked = await request();
  expect(encodeTable(await measureTable(asked), 4)).toEqual(encodeTable(whole, 4));
  const executor = await createExecutor(await loadNetwork(modelFile));
  const samples = samplesAt(
    'degraded-mnist',
    'test',
    Array.from({ length: 600 }, (_, i) => i),
  );
  const here = await executeSamples(executor, samples, asked.points, {
    key: whole.key,
    network: whole.network,
  });
  expect(encodeTable(here, 4)).toEqual(encodeTable(whole, 4));
});

test('int8 is a table of its own, made by the int8 executor', async () => {
  const asked = { ...(await request()), limit: 16, numericForm: 'int8' } as const;
  const { network, key, int8 } = await planTable(asked);
  expect(key.numericForm).toBe('int8');
  const table = await measureTable(asked);
  expect(table.key).toEqual(key);
  const positions = Array.from({ length: 16 }, (_, i) => i);
  const samples = samplesAt('degraded-mnist', 'test', positions);
  const executor = await createExecutor(network, { int8: int8! });
  expect(table).toEqual(
    await executeSamples(executor, samples, asked.points, { key, network: network.name }),
  );
  const fp32 = await measureTable({ ...asked, numericForm: 'fp32' });
  expect(hashKey(fp32.key)).not.toBe(hashKey(table.key));
  expect(fp32.confidence).not.toEqual(table.confidence);
});

test('measured, then cached, then measured again by force; a shipped table comes first', async () => {
  const asked = await request();
  const cacheFolder = newFolder();
  const shippedFolder = newFolder();
  const options = { cacheFolder, shippedFolder };
  expect(await obtainTable(asked, options)).toEqual({ table: whole, origin: 'measured', file: null });
  expect(await obtainTable(asked, options)).toEqual({ table: whole, origin: 'cache', file: null });
  expect((await obtainTable(asked, { ...options, force: true })).origin).toBe('measured');
  const file = join(shippedFolder, 'a.table');
  writeFileSync(file, encodeTable(whole));
  writeFileSync(join(shippedFolder, 'broken.table'), 'not a table');
  expect(await obtainTable(asked, options)).toEqual({ table: whole, origin: 'shipped', file });
  const fewer = await obtainTable({ ...asked, limit: 8 }, options);
  expect([fewer.origin, fewer.table.sampleCount]).toEqual(['measured', 8]);
});

test('parts in the cache are used, damaged ones are made again', async () => {
  const asked = await request();
  const cache = new TableCache(newFolder());
  const executor = await createExecutor(await loadNetwork(modelFile));
  for (const from of [0, 256]) {
    const samples = samplesAt(
      'degraded-mnist',
      'test',
      Array.from({ length: 256 }, (_, i) => from + i),
    );
    const about = { key: whole.key, network: whole.network };
    await cache.writePart(await executeSamples(executor, samples, asked.points, about), from);
  }
  const folder = join(cache.folder, 'tables', hashKey(whole.key));
  truncateSync(join(folder, 'part-256-256.table'), 100);
  const seen: TableProgress[] = [];
  const onProgress = (progress: TableProgress) => seen.push(progress);
  const { table } = await obtainTable(
    { ...asked, onProgress },
    { cacheFolder: cache.folder, shippedFolder: nowhere },
  );
  expect(table).toEqual(whole);
  expect(seen[0]).toEqual({ done: 768, total: 1800, resumed: 768 });
  expect(seen.at(-1)).toEqual({ done: 1800, total: 1800, resumed: 768 });
  expect(readdirSync(folder)).toEqual(['whole.table']);
});

test('a measuring process that is killed leaves a cache that the next run goes on from', async () => {
  const cacheFolder = newFolder();
  const module = pathToFileURL(join(packageRoot(), 'sim', 'sparsity', 'obtain-table.ts')).href;
  const asked = { ...(await request()), limit: 1200 };
  const script = `
    import { obtainTable } from ${JSON.stringify(module)};
    const onProgress = ({ done }) => process.stdout.write(done + '\\n');
    await obtainTable({ ...${JSON.stringify(asked)}, onProgress }, ${JSON.stringify({ cacheFolder, shippedFolder: nowhere })});`;
  const child = spawn(
    process.execPath,
    ['--import', import.meta.resolve('tsx'), '--input-type=module', '-e', script],
    {
      stdio: ['ignore', 'pipe', 'inherit'],
    },
  );
  const exit = once(child, 'exit');
  let reports = 0;
  for await (const chunk of child.stdout) {
    reports += String(chunk).split('\n').length - 1;
    if (reports >= 3) child.kill('SIGKILL');
  }
  expect((await exit)[1]).toBe('SIGKILL');

  const seen: TableProgress[] = [];
  const onProgress = (progress: TableProgress) => seen.push(progress);
  const { table } = await obtainTable({ ...asked, onProgress }, { cacheFolder, shippedFolder: nowhere });
  expect(seen[0]!.resumed).toBeGreaterThan(0);
  expect(seen[0]!.resumed).toBeLessThan(seen[0]!.total);
  expect(encodeTable(table, 4)).toEqual(encodeTable(await measureTable(asked), 4));
  expect(readdirSync(join(cacheFolder, 'tables', hashKey(table.key)))).toEqual(['whole.table']);
});

test('a cache folder that was named and cannot be written is an error; the default one is a warning', async () => {
  const asked = { ...(await request()), limit: 8 };
  const file = join(newFolder(), 'file');
  writeFileSync(file, '');
  await expect(obtainTable(asked, { cacheFolder: file, shippedFolder: nowhere })).rejects.toMatchObject({
    code: 'E_CACHE_UNUSABLE',
    message: expect.stringContaining(file),
  });
  const before = process.env['XDG_CACHE_HOME'];
  process.env['XDG_CACHE_HOME'] = file;
  const warnings: string[] = [];
  const onWarning = (message: string) => warnings.push(message);
  try {
    expect((await obtainTable(asked, { shippedFolder: nowhere, onWarning })).origin).toBe('measured');
  } finally {
    if (before === undefined) delete process.env['XDG_CACHE_HOME'];
    else process.env['XDG_CACHE_HOME'] = before;
  }
  expect(warnings).toEqual([expect.stringMatching(/cannot be written.*Going on without a cache/)]);
});

test('an abort ends a measurement with its reason', async () => {
  const asked = { ...(await request()), limit: 10000 };
  const abort = new AbortController();
  const onProgress = ({ done }: TableProgress) => {
    if (done > 0) abort.abort(new Error('stopped by the user'));
  };
  await expect(measureTable({ ...asked, onProgress, signal: abort.signal })).rejects.toThrow(
    'stopped by the user',
  );
});

test('a model file that changes under a run is noticed', async () => {
  const file = join(newFolder(), 'model.onnx');
  copyFileSync(modelFile, file);
  const network = await loadNetwork(file);
  copyFileSync(join(packageRoot(), 'scenarios', 'models', 'digits-dense.onnx'), file);
  await expect(measureTable({ ...(await request()), modelFile: file, network })).rejects.toThrow(
    /the file has changed since the run began/,
  );
});

test('a limit that is no positive integer is refused', async () => {
  await expect(measureTable({ ...(await request()), limit: 0 })).rejects.toThrow(
    /limit 0; an integer from 1 to 10000/,
  );
});

test('a network that is read but cannot be executed is refused by name before any thread starts', async () => {
  const network = readOnnx(encodeModel(branchingModel()), 'branching.onnx');
  const asked = {
    modelFile: 'branching.onnx',
    network,
    data: 'clean-mnist',
    split: 'test',
    limit: 8,
  } as const;
  await expect(measureTable(asked)).rejects.toThrow(UnsupportedNetworkError);
  await expect(measureTable(asked)).rejects.toThrow(
    /node bn: BatchNormalization must follow a Conv, Gemm or MatMul whose result nothing else reads/,
  );
});

/** A network whose last layers read one value twice. */
function branchingModel() {
  const model = tinyModel();
  model.nodes.push(node('Relu', 'again', ['c'], ['a']), node('Add', 'add', ['r', 'a'], ['s']));
  model.nodes[3]!.input = ['s'];
  return model;
}
