import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { BackendLostError } from '../backends/backend-lost-error.ts';
import type { KernelBuild } from '../backends/wasm/kernel-build.ts';
import { packageRoot } from '../package-root.ts';
import type { KernelProgram } from './kernel-program.ts';
import { encodeProgram } from './program-codec.ts';
import { publishJobs } from './publish-jobs.ts';
import { takeJobs } from './take-jobs.ts';
import { mostJobs, mostSteps, stateLength, stateWords, type TrainingMember } from './team-state.ts';
import { trainingKernels } from './training-kernels.ts';
import type { TrainingMemory } from './training-memory.ts';
import { instantiateTraining } from './training-module.ts';

/** A thread that has not finished a list of jobs for so long is given up. */
const patienceMs = 120_000;

export interface TeamOptions {
  /** 1 or more, the caller's own included. */
  readonly threads: number;
  readonly build: KernelBuild;
}

/**
 * Threads that run programs over one shared memory. A list of jobs is shared out as threads become free; every program
 * writes what no other of its list does, so results do not depend on the number of threads.
 */
export class TrainingTeam {
  readonly threads: number;
  readonly #words: Float64Array;
  readonly #bounds: number[] = [0];
  readonly #state: Int32Array;
  readonly #kernels: readonly ((...args: number[]) => number)[];
  readonly #workers: Worker[] = [];
  #epoch = 0;
  #lost: string | null = null;

  private constructor(memory: TrainingMemory, programs: readonly KernelProgram[], options: TeamOptions) {
    this.threads = options.threads;
    const encoded = programs.map(encodeProgram);
    for (const words of encoded) this.#bounds.push(this.#bounds.at(-1)! + words.length);
    this.#words = new Float64Array(new SharedArrayBuffer(8 * Math.max(1, this.#bounds.at(-1)!)));
    encoded.forEach((words, i) => {
      this.#words.set(words, this.#bounds[i]!);
    });
    this.#state = new Int32Array(new SharedArrayBuffer(4 * stateLength));
    const exports = instantiateTraining(memory.arena.memory, options.build);
    this.#kernels = trainingKernels.map((name) => exports[name]);
  }

  /**
   * @param programs all that will ever run; a program's id is its index
   * @throws RangeError, BackendLostError when a thread does not start, Error when the build is missing
   */
  static async start(
    memory: TrainingMemory,
    programs: readonly KernelProgram[],
    options: TeamOptions,
  ): Promise<TrainingTeam> {
    const { threads, build } = options;
    if (!Number.isInteger(threads) || threads < 1 || threads > 64) {
      throw new RangeError(`a team of ${threads} threads; a whole number from 1 to 64 is allowed`);
    }
    const team = new TrainingTeam(memory, programs, options);
    const file = join(packageRoot(), 'dist', 'kernels', 'training', 'training-worker.js');
    if (threads > 1 && !existsSync(file)) {
      throw new Error(`${file} is missing: threads need the compiled code; build it with: npm run build`);
    }
    const member: TrainingMember = {
      memory: memory.arena.memory,
      state: team.#state.buffer as SharedArrayBuffer,
      build,
      words: team.#words.buffer as SharedArrayBuffer,
      bounds: team.#bounds,
    };
    for (let thread = 1; thread < threads; thread++) {
      const worker = new Worker(file, { workerData: member, execArgv: [] });
      worker.on('error', (error) => {
        team.#lost ??= `a thread failed: ${error.message}`;
      });
      worker.on('exit', () => {
        team.#lost ??= 'a thread ended';
      });
      worker.unref();
      team.#workers.push(worker);
    }
    await team.#untilReady();
    return team;
  }

  /** Runs a list of jobs, each a sequence of program ids that one thread runs in order. Blocks until all are done. */
  run(jobs: readonly (readonly number[])[]): void {
    if (this.#lost)
      throw new BackendLostError('training team', `${this.#lost}; start again from the checkpoint`);
    const steps = jobs.reduce((n, job) => n + job.length, 0);
    if (jobs.length > mostJobs || steps > mostSteps) {
      throw new RangeError(`${jobs.length} jobs of ${steps} programs; at most ${mostJobs} of ${mostSteps}`);
    }
    const state = this.#state;
    this.#epoch = (this.#epoch + 1) & 0x1fffff;
    publishJobs(state, this.#epoch, jobs);
    if (Atomics.load(state, stateWords.asleep) > 0) Atomics.notify(state, stateWords.epoch);
    takeJobs(this.#epoch, state, this.#words, this.#bounds, this.#kernels);
    this.#awaitAll(jobs.length);
  }

  /** Ends the threads. */
  async close(): Promise<void> {
    this.#lost = 'it was closed';
    Atomics.store(this.#state, stateWords.epoch, -1);
    Atomics.notify(this.#state, stateWords.epoch);
    await Promise.all(this.#workers.map((worker) => worker.terminate()));
  }

  #awaitAll(jobs: number): void {
    const start = performance.now();
    for (let i = 0; ; i++) {
      const finished = Atomics.load(this.#state, stateWords.finished);
      if (finished === jobs) return;
      if (i < 20_000) continue;
      const left = patienceMs - (performance.now() - start);
      if (left <= 0) {
        this.#lost = `a thread has not answered for ${patienceMs / 1000} s`;
        throw new BackendLostError('training team', `${this.#lost}; start again from the checkpoint`);
      }
      Atomics.wait(this.#state, stateWords.finished, finished, left);
    }
  }

  async #untilReady(): Promise<void> {
    const start = performance.now();
    while (Atomics.load(this.#state, stateWords.ready) < this.threads - 1) {
      if (performance.now() - start > 20_000) this.#lost ??= 'a thread did not start';
      if (this.#lost) {
        const reason = this.#lost;
        await this.close();
        throw new BackendLostError('training team', reason);
      }
      await new Promise((resolve) => setTimeout(resolve, 1));
    }
  }
}
