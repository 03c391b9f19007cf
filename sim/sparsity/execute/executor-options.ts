import type { KernelBuild } from '../../../kernels/index.ts';
import type { Int8Calibration } from '../int8/int8-calibration.ts';

/** Which code multiplies; all but `wasm` are for checking it. */
export type ExecutorBackend = 'wasm' | 'reference' | 'gpujs-cpu' | 'gpujs-webasm';

export interface ExecutorOptions {
  /** Samples that usually come together; below 8, memory and time are those of one sample at a time. Default 8. */
  readonly batch?: number;
  readonly backend?: ExecutorBackend;
  /**
   * `reproducible` (default): the same bits on every machine; outcome tables are made so. `fast`: relaxed SIMD and what
   * was measured to pay here; of the backend `wasm` only.
   */
  readonly mode?: KernelBuild;
  /** Compute in int8 with these activation ranges, on `wasm` or `reference`; without them in fp32. */
  readonly int8?: Int8Calibration;
  /** Load only this level and the sparser ones; denser ones are then refused. Default 0: all. */
  readonly residentLevels?: { readonly densest: number };
}
