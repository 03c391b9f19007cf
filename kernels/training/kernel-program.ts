import type { TrainingKernel } from './training-module.ts';

/** One call of a kernel; arguments are addresses, sizes and float constants. */
export interface KernelCall {
  readonly kernel: TrainingKernel;
  readonly args: readonly number[];
}

/**
 * A straight line of kernel calls over fixed addresses: what one thread does in one pass over one shard. Shapes are known
 * before training starts, so nothing is decided while it runs; what changes (rates, labels, patterns) is read from memory.
 */
export class KernelProgram {
  readonly calls: KernelCall[] = [];

  call(kernel: TrainingKernel, ...args: number[]): void {
    this.calls.push({ kernel, args });
  }
}
