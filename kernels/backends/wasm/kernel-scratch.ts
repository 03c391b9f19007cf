import type { WasmArena } from './wasm-arena.ts';

/** One piece of scratch a thread that all layers of a memory share: the largest that any of them asked for. */
export class KernelScratch {
  readonly #arena: WasmArena;
  readonly #threads: number;
  #asked = 0;
  #allocated = 0;
  #at = 0;

  constructor(arena: WasmArena, threads: number) {
    this.#arena = arena;
    this.#threads = threads;
  }

  reserve(bytes: number): void {
    this.#asked = Math.max(this.#asked, Math.ceil(bytes / 64) * 64);
  }

  /** Bytes from one thread's piece to the next one's. */
  get stride(): number {
    return this.#asked;
  }

  /** Address of the first thread's piece. */
  get address(): number {
    if (this.#asked > this.#allocated) {
      this.#at = this.#arena.allocate(this.#asked * this.#threads);
      this.#allocated = this.#asked;
    }
    return this.#at;
  }
}
