import type { BlockLadder } from '../../formats/block-ladder.ts';
import { Activation } from './activation.ts';
import type { Border, Volume } from './activation-layout.ts';
import { type Dispatch, fixedDispatch } from './dispatch.ts';
import { vectorsJoined } from './engine-features.ts';
import { fastDispatch } from './fast-dispatch.ts';
import type { KernelBuild } from './kernel-build.ts';
import { singleRunner } from './kernel-runner.ts';
import { KernelScratch } from './kernel-scratch.ts';
import { type LayerSpec, SessionLayer, type SessionParts } from './session-layer.ts';
import { ThreadTeam } from './thread-team.ts';
import { WasmArena } from './wasm-arena.ts';
import { instantiateKernels } from './wasm-module.ts';

export interface SessionOptions {
  /**
   * `reproducible` (default): the same bits on every machine and with any number of threads, dispatch by shape and
   * level alone. `fast`: relaxed SIMD and what was measured to pay on this machine.
   */
  readonly mode?: KernelBuild;
  /** Threads that share each kernel call; default 1. */
  readonly threads?: number;
  /**
   * Multiply-accumulates of a call from which its threads share it. Default 100,000, about 5 us of work: below, telling
   * another thread costs more than it saves.
   */
  readonly shareFrom?: number;
}

/**
 * Weights and activations that stay in the kernels' memory, and the layers between them. Calls block their thread; for
 * many samples on many threads, open a session in each worker of a pool.
 *
 *     const session = await KernelSession.open({ mode: 'fast' });
 *     const x = session.activation({ channels: 1024, height: 1, width: 1 }, 64);
 *     const layer = session.layer({ weights: { format: 'block-ladder', matrix: ladder }, input: x });
 *     x.write(samples);
 *     layer.run(3);
 *     const y = layer.output.read();
 */
export class KernelSession {
  readonly mode: KernelBuild;
  readonly threads: number;
  /** Why the fast build is not used although it was asked for; null: nothing is amiss. */
  readonly fault: string | null;
  readonly #build: KernelBuild;
  readonly #shareFrom: number;
  readonly #dispatch: Dispatch;
  readonly #activations: Activation[] = [];
  readonly #layers: SessionLayer[] = [];
  #parts: SessionParts;
  #team: ThreadTeam | null;

  private constructor(
    mode: KernelBuild,
    build: KernelBuild,
    dispatch: Dispatch,
    fault: string | null,
    memory: { parts: SessionParts; team: ThreadTeam | null },
    shareFrom: number,
  ) {
    this.#shareFrom = shareFrom;
    this.mode = mode;
    this.fault = fault;
    this.#build = build;
    this.#dispatch = dispatch;
    this.#parts = memory.parts;
    this.#team = memory.team;
    this.threads = memory.parts.runner.threads;
  }

  /** @throws RangeError for a number of threads that is no whole number from 1 to 64, BackendLostError */
  static async open(options: SessionOptions = {}): Promise<KernelSession> {
    const { mode = 'reproducible', threads = 1, shareFrom = 100_000 } = options;
    if (!Number.isInteger(threads) || threads < 1 || threads > 64) {
      throw new RangeError(`${threads} threads; a whole number from 1 to 64 is allowed`);
    }
    const { build, dispatch, fault } =
      mode === 'fast' ? fastDispatch() : { build: mode, dispatch: reproducibleDispatch(), fault: null };
    return new KernelSession(
      mode,
      build,
      dispatch,
      fault,
      await makeParts(build, dispatch, threads, shareFrom),
      shareFrom,
    );
  }

  /** What was measured to pay here (fast), or what is fixed (reproducible). */
  get dispatch(): Dispatch {
    return this.#dispatch;
  }

  /** Bytes of the memory that weights and activations share. */
  get memoryBytes(): number {
    return this.#parts.arena.memory.buffer.byteLength;
  }

  /** Room for samples. @param border zeros around each image that a padded window asks for @throws RangeError */
  activation(volume: Volume, samples: number, border?: Border): Activation {
    const made = new Activation(this.#parts.arena, volume, samples, border);
    this.#activations.push(made);
    return made;
  }

  /** Loads a layer and makes room for its output. @throws RangeError or FormatError when the parts do not fit */
  layer(spec: LayerSpec): SessionLayer {
    const made = new SessionLayer(this.#parts, spec);
    this.#layers.push(made);
    return made;
  }

  /**
   * Gives back the memory of all levels denser than `densest`: what is left moves to a new, smaller memory (one memory
   * of WebAssembly never shrinks), and the old one is free for the collector. Activations keep their values.
   * @throws RangeError when a ladder has no such level, or it is not loaded
   */
  async release(densest: number): Promise<void> {
    for (const layer of this.#layers) {
      if (layer.levels > 1 && !(densest >= layer.densest && densest < layer.levels)) {
        throw new RangeError(`level ${densest}; loaded are levels ${layer.densest} to ${layer.levels - 1}`);
      }
    }
    const team = this.#team;
    const next = await makeParts(this.#build, this.#dispatch, this.threads, this.#shareFrom);
    for (const activation of this.#activations) activation.moveTo(next.parts.arena);
    for (const layer of this.#layers) layer.moveTo(next.parts, densest);
    this.#parts = next.parts;
    this.#team = next.team;
    await team?.close();
  }

  /** Loads denser levels of one layer again. @throws RangeError or FormatError */
  admit(layer: SessionLayer, ladder: BlockLadder): void {
    layer.admit(ladder);
  }

  /** Ends the threads; the session cannot run after it where it had more than one. */
  async close(): Promise<void> {
    await this.#team?.close();
  }
}

/** Two panels at a time give the same bits as one; they pay where the process joins vectors already. */
function reproducibleDispatch(): Dispatch {
  return { ...fixedDispatch, wide: vectorsJoined() };
}

async function makeParts(build: KernelBuild, dispatch: Dispatch, threads: number, shareFrom: number) {
  const arena = new WasmArena();
  const kernels = instantiateKernels(arena.memory, build);
  const team = threads > 1 ? await ThreadTeam.start(threads, arena.memory, kernels, build, shareFrom) : null;
  const runner = team ?? singleRunner(kernels);
  const scratch = new KernelScratch(arena, threads);
  return { parts: { arena, kernels, runner, scratch, dispatch } satisfies SessionParts, team };
}
