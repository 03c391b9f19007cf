import { WasmArena } from '../backends/wasm/wasm-arena.ts';

/** A named array of float32 in the shared memory. */
export interface FloatArray {
  /** Byte address. */
  readonly at: number;
  readonly length: number;
}

/**
 * The one shared memory of a training run: weights, gradients, activations of every shard and tables of offsets. Nothing
 * is freed; fresh memory is zero, which borders of activations rely on.
 */
export class TrainingMemory {
  readonly arena = new WasmArena();

  /** @param length number of float32 values, all 0 @throws RangeError beyond the 4 GiB of WebAssembly */
  floats(length: number): FloatArray {
    return { at: this.arena.allocate(length * 4), length };
  }

  /** Addresses of unsigned 32-bit integers, as the kernels read offsets. */
  integers(values: ArrayLike<number>): number {
    return this.arena.putIntegers(values);
  }

  /** A view that is valid until the next allocation. */
  view(array: FloatArray): Float32Array {
    return this.arena.floats(array.at, array.length);
  }
}
