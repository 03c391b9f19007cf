import { fork } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, afterEach, describe, expect, it, vi } from 'vitest';
import { BackendLostError } from '../../../kernels/backends/backend-lost-error.ts';
import { KernelProgram } from '../../../kernels/training/kernel-program.ts';
import { publishJobs } from '../../../kernels/training/publish-jobs.ts';
import { takeJobs } from '../../../kernels/training/take-jobs.ts';
import { mostJobs, mostSteps, stateLength, stateWords } from '../../../kernels/training/team-state.ts';
import { TrainingMemory } from '../../../kernels/training/training-memory.ts';
import { TrainingTeam } from '../../../kernels/training/training-team.ts';

const folder = mkdtempSync(join(tmpdir(), 'sparsewatt-training-team-'));
afterAll(() => rmSync(folder, { recursive: true }));
afterEach(() => vi.restoreAllMocks());

const places = 40;

/** Programs on `places` numbers, three a number: p adds 1, places + p sets 0, 2 places + p doubles. */
async function counters(threads: number) {
  const memory = new TrainingMemory();
  const x = memory.floats(places * 4);
  const ones = memory.floats(4);
  memory.view(ones).fill(1);
  const programs = Array.from({ length: 3 * places }, (_, i) => {
    const program = new KernelProgram();
    const at = x.at + (i % places) * 16;
    if (i < places) program.call('addInto', at, ones.at, 4);
    else if (i < 2 * places) program.call('fill', at, 4, 0);
    else program.call('addInto', at, at, 4);
    return program;
  });
  const team = await TrainingTeam.start(memory, programs, { threads, build: 'reproducible' });
  return { team, found: () => Array.from({ length: places }, (_, p) => memory.view(x)[p * 4]!) };
}

describe.each([1, 2, 3, 8])('a training team of %i', (threads) => {
  it('does every job of many lists once, the programs of a job in their order', async () => {
    const { team, found } = await counters(threads);
    const expected = new Array<number>(places).fill(0);
    for (let list = 0; list < 1000; list++) {
      // Lists of different lengths, so that tickets of one would be valid in the next.
      const jobs = 1 + ((list * 7) % places);
      for (let p = 0; p < jobs; p++) expected[p]!++;
      team.run(Array.from({ length: jobs }, (_, p) => [p]));
      if (list % 100 === 0) expect(found()).toEqual(expected);
    }
    expect(found()).toEqual(expected);
    for (let list = 0; list < 200; list++) {
      const [add, clear, double] = [0, places, 2 * places];
      team.run(Array.from({ length: places }, (_, p) => [clear + p, add + p, double + p, add + p]));
      expect(found()).toEqual(new Array(places).fill(3));
    }
    team.run([]);
    await team.close();
    expect(() => team.run([[0]])).toThrow(BackendLostError);
  });
});

describe('a training team', () => {
  it.each([0, 1.5, 65])('of %f threads is refused', async (threads) => {
    await expect(counters(threads)).rejects.toThrow(/1 to 64 is allowed/);
  });

  it('refuses lists that its memory cannot hold, and takes the largest that it can', async () => {
    const { team, found } = await counters(2);
    const jobs = (count: number, length: number) =>
      Array.from({ length: count }, () => new Array<number>(length).fill(0));
    expect(() => team.run(jobs(mostJobs + 1, 1))).toThrow(/at most 256 of 4096/);
    expect(() => team.run(jobs(1, mostSteps + 1))).toThrow(/at most 256 of 4096/);
    team.run(jobs(1, mostSteps));
    expect(found()[0]).toBe(mostSteps);
    team.run(Array.from({ length: mostJobs }, (_, i) => (i < places ? [places + i] : [])));
    expect(found()).toEqual(new Array(places).fill(0));
    await team.close();
  });
});

describe('a list of jobs', () => {
  it('gives nothing to a thread that is still in the list before, whenever that one looks', () => {
    const state = new Int32Array(new SharedArrayBuffer(4 * stateLength));
    const ran: number[] = [];
    const kernels = [(program: number) => ran.push(program)];
    const words = Float64Array.from([0, 1, 0, 0, 1, 1, 0, 1, 2, 0, 1, 3]);
    const bounds = [0, 3, 6, 9, 12];
    const take = (epoch: number) => takeJobs(epoch, state, words, bounds, kernels);
    publishJobs(state, 1, [[0]]);
    take(1);
    const store = Atomics.store;
    let looks = 0;
    vi.spyOn(Atomics, 'store').mockImplementation(((array: Int32Array, index: number, value: number) => {
      const result = store(array, index, value);
      looks++;
      take(1);
      return result;
    }) as typeof Atomics.store);
    publishJobs(state, 2, [[1], [2], [3]]);
    vi.restoreAllMocks();
    expect(looks).toBeGreaterThan(3);
    expect(ran).toEqual([0]);
    expect(state[stateWords.finished]).toBe(0);
    take(2);
    expect(ran).toEqual([0, 1, 2, 3]);
    expect(state[stateWords.finished]).toBe(3);
  });
});

// What threads do is tried in processes of their own: a lost thread must not take the test runner with it.
const sources = join(import.meta.dirname, '../../../kernels/training');
const source = (file: string) => JSON.stringify(pathToFileURL(join(sources, file)).href);

function run(name: string, code: string): Promise<{ printed: string; exit: number | null }> {
  const file = join(folder, `${name}.mjs`);
  writeFileSync(
    file,
    `import { Worker } from 'node:worker_threads';
    import { TrainingTeam } from ${source('training-team.ts')};
    import { TrainingMemory } from ${source('training-memory.ts')};
    import { KernelProgram } from ${source('kernel-program.ts')};
    const workers = [];
    const unref = Worker.prototype.unref;
    Worker.prototype.unref = function () { workers.push(this); return unref.call(this); };
    const memory = new TrainingMemory();
    const x = memory.floats(64);
    const program = new KernelProgram();
    program.call('fill', x.at, 64, 1);
    const team = await TrainingTeam.start(memory, [program], { threads: 3, build: 'fast' });
    team.run([[0], [0]]);
    ${code}`,
  );
  return new Promise((resolve, reject) => {
    const child = fork(file, [], { silent: true, execArgv: ['--import', import.meta.resolve('tsx')] });
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

describe('threads of a training team', () => {
  it('that are lost are a typed error at the next list', async () => {
    const { printed, exit } = await run(
      'killed',
      `await workers[0].terminate();
      try { team.run([[0]]); console.log('no error'); }
      catch (error) { console.log(error.name, error.message); }`,
    );
    expect(printed.trim()).toBe(
      'BackendLostError training team: a thread ended; start again from the checkpoint',
    );
    expect(exit).toBe(0);
  });

  it('do not keep a process alive, asleep or awake', async () => {
    const { printed, exit } = await run(
      'left-open',
      `await new Promise((resolve) => setTimeout(resolve, 200));
      team.run([[0], [0], [0]]);
      console.log('done');`,
    );
    expect(printed.trim()).toBe('done');
    expect(exit).toBe(0);
  });
});
