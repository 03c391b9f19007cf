import type { RowCall } from './row-call.ts';
import type { WasmExports } from './wasm-module.ts';

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
