import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { packageRoot } from '../../package-root.ts';
import { BackendLostError } from '../backend-lost-error.ts';
import type { KernelBuild } from './kernel-build.ts';
import type { KernelRunner } from './kernel-runner.ts';
import type { RowCall } from './row-call.ts';
import { slotLength, spins, type TeamMember, teamBytes, teamWords } from './team-protocol.ts';
import type { WasmExports } from './wasm-module.ts';
import type { WasmMemory } from './web-assembly.ts';

/** A thread that has not answered for so long is given up. */
const patienceMs = 10_000;

/**
 * Threads that share one memory and split each kernel call by rows. For single kernel calls, where a task pool would
 * cost more than the kernel; coarse work goes to the pool instead. It blocks its thread while a call runs.
 */
export class ThreadTeam implements KernelRunner {
  readonly threads: number;
  readonly #kernels: WasmExports;
  readonly #names: (keyof WasmExports)[];
  readonly #workers: Worker[] = [];
  readonly #state: Int32Array;
  readonly #slots: Float64Array[];
  readonly #shareFrom: number;
  #epoch = 0;
  #lost: string | null = null;

  private constructor(threads: number, kernels: WasmExports, control: SharedArrayBuffer, shareFrom: number) {
    this.threads = threads;
    this.#shareFrom = shareFrom;
    this.#kernels = kernels;
    this.#names = Object.keys(kernels) as (keyof WasmExports)[];
    const { words } = teamBytes(threads);
    this.#state = new Int32Array(control, 0, words / 4);
    this.#slots = Array.from(
      { length: threads },
      (_, t) => new Float64Array(control, words + t * slotLength * 8, slotLength),
    );
  }

  /**
   * Starts the other threads; they always load compiled code, since Node 20 cannot load TypeScript in a worker.
   * @param threads 2 or more, the caller's own included
   * @param shareFrom multiply-accumulates of a call from which it is shared; below, the caller does it alone
   * @throws RangeError, BackendLostError when a thread does not start, Error when the build is missing
   */
  static async start(
    threads: number,
    memory: WasmMemory,
    kernels: WasmExports,
    build: KernelBuild,
    shareFrom: number,
  ): Promise<ThreadTeam> {
    if (!Number.isInteger(threads) || threads < 2 || threads > 64) {
      throw new RangeError(`a team of ${threads} threads; a whole number from 2 to 64 is allowed`);
    }
    const file = join(packageRoot(), 'dist', 'kernels', 'backends', 'wasm', 'team-worker.js');
    if (!existsSync(file)) {
      throw new Error(`${file} is missing: threads need the compiled code; build it with: npm run build`);
    }
    const control = new SharedArrayBuffer(teamBytes(threads).bytes);
    const team = new ThreadTeam(threads, kernels, control, shareFrom);
    team.#state.fill(-2, teamWords.done + 1);
    for (let thread = 1; thread < threads; thread++) {
      const member: TeamMember = { memory, control, build, thread, threads, kernels: team.#names };
      const worker = new Worker(file, { workerData: member, execArgv: [] });
      worker.on('error', (error) => {
        team.#lost ??= `thread ${thread} failed: ${error.message}`;
      });
      worker.on('exit', () => {
        team.#lost ??= `thread ${thread} ended`;
      });
      worker.unref();
      team.#workers.push(worker);
    }
    await team.#untilReady();
    return team;
  }

  run(call: RowCall, x: number, y: number): void {
    if (this.#lost) throw new BackendLostError('thread team', `${this.#lost}; open a new session`);
    const { args, ends } = call;
    args[call.x.at] = x + call.x.plus;
    args[call.y.at] = y + call.y.plus;
    const last = this.threads - 1;
    if (call.work < this.#shareFrom) {
      args[call.rows] = 0;
      args[call.rows + 1] = ends[last]!;
      this.#kernels[call.kernel](...args);
      return;
    }
    const kernel = this.#names.indexOf(call.kernel);
    for (let t = 1; t <= last; t++) {
      const slot = this.#slots[t]!;
      slot[0] = ends[t]! > ends[t - 1]! ? kernel : -1;
      slot[1] = args.length;
      slot.set(args, 2);
      slot[2 + call.rows] = ends[t - 1]!;
      slot[2 + call.rows + 1] = ends[t]!;
      for (const at of call.scratch) slot[2 + at]! += t * call.scratchStride;
    }
    this.#epoch = (this.#epoch + 1) & 0x3fffffff;
    Atomics.store(this.#state, teamWords.epoch, this.#epoch);
    if (Atomics.load(this.#state, teamWords.asleep) > 0) Atomics.notify(this.#state, teamWords.epoch);
    args[call.rows] = 0;
    args[call.rows + 1] = ends[0]!;
    this.#kernels[call.kernel](...args);
    for (let t = 1; t <= last; t++) this.#awaitThread(t);
  }

  /** Ends the threads. */
  async close(): Promise<void> {
    this.#lost = 'it was closed';
    Atomics.store(this.#state, teamWords.epoch, -1);
    Atomics.notify(this.#state, teamWords.epoch);
    await Promise.all(this.#workers.map((worker) => worker.terminate()));
  }

  #awaitThread(thread: number): void {
    const at = teamWords.done + thread;
    for (let i = 0; i < spins; i++) if (Atomics.load(this.#state, at) === this.#epoch) return;
    const start = performance.now();
    for (;;) {
      const seen = Atomics.load(this.#state, at);
      if (seen === this.#epoch) return;
      const left = patienceMs - (performance.now() - start);
      if (left <= 0) {
        this.#lost = `thread ${thread} has not answered for ${patienceMs / 1000} s`;
        throw new BackendLostError('thread team', `${this.#lost}; its part of the result is missing`);
      }
      Atomics.wait(this.#state, at, seen, left);
    }
  }

  async #untilReady(): Promise<void> {
    const start = performance.now();
    const ready = () =>
      this.#workers.every((_, i) => Atomics.load(this.#state, teamWords.done + 1 + i) === 0);
    while (!ready()) {
      if (performance.now() - start > patienceMs) this.#lost ??= 'a thread did not start';
      if (this.#lost) {
        const reason = this.#lost;
        await this.close();
        throw new BackendLostError('thread team', reason);
      }
      await new Promise((resolve) => setTimeout(resolve, 1));
    }
  }
}
