import { type WasmMemory, webAssembly } from './web-assembly.ts';

const pageBytes = 65536;
/** Every allocation starts on a cache line. */
const alignment = 64;

/** 4 GiB, what a module can address. */
const maximumPages = 65536;

/**
 * Bump allocation in one shared WebAssembly memory that grows as needed. Nothing is freed one by one: `reset` drops
 * all. Views do not see what the memory grows by, so they are made anew at each use.
 */
export class WasmArena {
  readonly memory: WasmMemory;
  #top = pageBytes;

  constructor() {
    this.memory = new webAssembly.Memory({ initial: 2, maximum: maximumPages, shared: true });
  }

  /** Bytes in use. */
  get usedBytes(): number {
    return this.#top - pageBytes;
  }

  reset(): void {
    this.#top = pageBytes;
  }

  /** Address of fresh bytes; not cleared after a reset. @throws RangeError beyond the 4 GiB of WebAssembly */
  allocate(bytes: number): number {
    const at = this.#top;
    const top = at + Math.ceil(bytes / alignment) * alignment;
    const missing = top - this.memory.buffer.byteLength;
    if (top > maximumPages * pageBytes) {
      throw new RangeError(
        `${bytes} bytes more than the ${this.usedBytes} in use pass the 4 GiB of a WebAssembly memory`,
      );
    }
    if (missing > 0) this.memory.grow(Math.ceil(missing / pageBytes));
    this.#top = top;
    return at;
  }

  putFloats(values: ArrayLike<number>): number {
    const at = this.allocate(values.length * 4);
    new Float32Array(this.memory.buffer, at, values.length).set(values);
    return at;
  }

  putIntegers(values: ArrayLike<number>): number {
    const at = this.allocate(values.length * 4);
    new Uint32Array(this.memory.buffer, at, values.length).set(values);
    return at;
  }

  putBytes(values: Uint8Array): number {
    const at = this.allocate(values.length);
    new Uint8Array(this.memory.buffer, at, values.length).set(values);
    return at;
  }

  floats(at: number, length: number): Float32Array {
    return new Float32Array(this.memory.buffer, at, length);
  }

  integers(at: number, length: number): Uint32Array {
    return new Uint32Array(this.memory.buffer, at, length);
  }
}
