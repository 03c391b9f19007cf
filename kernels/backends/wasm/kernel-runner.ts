import type { WasmExports } from './wasm-module.ts';

/** A kernel call over rows of a matrix: arguments with places for the range, and scratch that no two threads share. */
export interface RowCall {
  readonly kernel: keyof WasmExports;
  readonly args: number[];
  /** args[at] and args[at + 1] are the first row and the one behind the last. */
  readonly at: number;
  /** Places of addresses in the scratch. */
  readonly scratch: readonly number[];
}

/** Runs kernel calls, on one thread or several. */
export interface KernelRunner {
  readonly threads: number;
  /** @param ends [threads] where each thread's rows end @param scratchStride bytes between two threads' scratch */
  run(call: RowCall, ends: readonly number[], scratchStride: number): void;
}

/** The calling thread alone. */
export function singleRunner(kernels: WasmExports): KernelRunner {
  return {
    threads: 1,
    run({ kernel, args, at }, ends) {
      args[at] = 0;
      args[at + 1] = ends[0]!;
      kernels[kernel](...args);
    },
  };
}
