import type { WasmExports } from './wasm-module.ts';

/**
 * A kernel call over rows of a matrix, made once and repeated: arguments with places for the addresses, for the range of
 * rows, and for scratch that no two threads share.
 */
export interface RowCall {
  readonly kernel: keyof WasmExports;
  readonly args: number[];
  /** Places of the two activations, and what is added to their addresses. */
  readonly x: { readonly at: number; readonly plus: number };
  readonly y: { readonly at: number; readonly plus: number };
  /** args[rows] and args[rows + 1] are the first row and the one behind the last. */
  readonly rows: number;
  /** [threads] where each thread's rows end. */
  readonly ends: readonly number[];
  /** Places of addresses in the scratch. */
  readonly scratch: readonly number[];
  /** Bytes from one thread's scratch to the next one's. */
  readonly scratchStride: number;
  /** Multiply-accumulates of the whole call. */
  readonly work: number;
}

/** Runs kernel calls, on one thread or several. */
export interface KernelRunner {
  readonly threads: number;
  /** @param x @param y addresses of the activations */
  run(call: RowCall, x: number, y: number): void;
}

/** The calling thread alone. */
export function singleRunner(kernels: WasmExports): KernelRunner {
  return {
    threads: 1,
    run(call, x, y) {
      const { args } = call;
      args[call.x.at] = x + call.x.plus;
      args[call.y.at] = y + call.y.plus;
      args[call.rows] = 0;
      args[call.rows + 1] = call.ends[0]!;
      kernels[call.kernel](...args);
    },
  };
}
