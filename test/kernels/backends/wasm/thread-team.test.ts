import { fork } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { Worker } from 'node:worker_threads';
import { afterAll, expect, test } from 'vitest';

// What threads do is tried in processes of their own: a lost thread must not take the test runner with it.
const folder = mkdtempSync(join(tmpdir(), 'sparsewatt-team-'));
afterAll(() => rmSync(folder, { recursive: true }));
const built = pathToFileURL(join(import.meta.dirname, '../../../../dist/kernels/index.js')).href;

function run(name: string, code: string): Promise<{ printed: string; exit: number | null }> {
  const file = join(folder, `${name}.mjs`);
  writeFileSync(
    file,
    `import * as kernels from ${JSON.stringify(built)};
    import worker from 'node:worker_threads';
    const values = (n) => Float32Array.from({ length: n }, (_, i) => Math.fround(((i * 2654435761) % 1000) / 500 - 1));
    const open = async (options) => {
      const session = await kernels.KernelSession.open(options);
      const input = session.activation({ channels: 64, height: 1, width: 1 }, 16);
      input.write(values(64 * 16));
      const weights = { format: 'dense', matrix: { rows: 64, cols: 64, values: values(64 * 64) } };
      return { session, layer: session.layer({ weights, input }) };
    };
    ${code}`,
  );
  return new Promise((resolve, reject) => {
    const child = fork(file, [], { silent: true, execArgv: [] });
    let printed = '';
    for (const stream of [child.stdout!, child.stderr!]) stream.on('data', (text) => (printed += text));
    const timer = setTimeout(() => {
      child.kill('SIGKILL');
      reject(new Error(`${name} hangs; it printed: ${printed}`));
    }, 40_000);
    child.on('exit', (exit) => {
      clearTimeout(timer);
      resolve({ printed, exit });
    });
  });
}

test('a thread that is killed is a typed error at the next call, and no hang', async () => {
  const { printed, exit } = await run(
    'killed',
    `const workers = [];
    const start = worker.Worker.prototype.unref;
    worker.Worker.prototype.unref = function () { workers.push(this); return start.call(this); };
    const { layer } = await open({ threads: 2, shareFrom: 0 });
    layer.run();
    await workers[0].terminate();
    try { layer.run(); console.log('no error'); }
    catch (error) { console.log(error.name, error.message); }`,
  );
  expect(printed.trim()).toBe('BackendLostError thread team: thread 1 ended; open a new session');
  expect(exit).toBe(0);
});

test('threads do not keep a process alive, asleep or awake', async () => {
  const { printed, exit } = await run(
    'left-open',
    `const { layer } = await open({ threads: 3, shareFrom: 0 });
    for (let i = 0; i < 100; i++) layer.run();
    await new Promise((resolve) => setTimeout(resolve, 200));
    layer.run();
    console.log('done');`,
  );
  expect(printed.trim()).toBe('done');
  expect(exit).toBe(0);
});

test('a closed session refuses to run on', async () => {
  const { printed } = await run(
    'closed',
    `const { session, layer } = await open({ threads: 2, shareFrom: 0 });
    await session.close();
    try { layer.run(); console.log('no error'); }
    catch (error) { console.log(error.name, error.message); }`,
  );
  expect(printed.trim()).toBe('BackendLostError thread team: it was closed; open a new session');
});

test('a worker thread has relaxed SIMD too, and its reproducible results are the main thread’s, byte by byte', async () => {
  const code = `
    import { parentPort, workerData } from 'node:worker_threads';
    const kernels = await import(workerData.built);
    const outputs = [];
    for (const mode of ['reproducible', 'fast']) {
      const session = await kernels.KernelSession.open({ mode });
      const input = session.activation({ channels: 37, height: 1, width: 1 }, 19);
      input.write(Float32Array.from({ length: 37 * 19 }, (_, i) => Math.sin(i)));
      const matrix = { rows: 29, cols: 37, values: Float32Array.from({ length: 29 * 37 }, (_, i) => Math.cos(i)) };
      const layer = session.layer({ weights: { format: 'dense', matrix }, input });
      layer.run();
      outputs.push({ mode, fault: session.fault, bits: new Uint32Array(layer.output.read().buffer) });
    }
    parentPort.postMessage(outputs);`;
  const inWorker = await new Promise<{ mode: string; fault: string | null; bits: Uint32Array }[]>(
    (resolve, reject) => {
      const file = join(folder, 'worker.mjs');
      writeFileSync(file, code);
      const worker = new Worker(file, { workerData: { built }, execArgv: [] });
      worker.on('message', resolve);
      worker.on('error', reject);
    },
  );
  const { KernelSession } = (await import(built)) as typeof import('../../../../kernels/index.ts');
  for (const { mode, fault, bits } of inWorker) {
    expect(fault).toBeNull();
    const session = await KernelSession.open({ mode: mode as 'fast' });
    const input = session.activation({ channels: 37, height: 1, width: 1 }, 19);
    input.write(Float32Array.from({ length: 37 * 19 }, (_, i) => Math.sin(i)));
    const matrix = {
      rows: 29,
      cols: 37,
      values: Float32Array.from({ length: 29 * 37 }, (_, i) => Math.cos(i)),
    };
    const layer = session.layer({ weights: { format: 'dense', matrix }, input });
    layer.run();
    expect(bits).toEqual(new Uint32Array(layer.output.read().buffer));
  }
});
