import type { MatrixKernel } from '../backends/matrix-kernel.ts';

/** How many random cases, and from which seed; the same seed gives the same cases. */
export interface CheckOptions {
  readonly seed: number;
  readonly numRuns: number;
}

/** Something that every kernel must obey. */
export interface KernelLaw {
  readonly name: string;
  /** @throws Error with a shrunk counterexample when the kernel breaks the law */
  check(kernel: MatrixKernel, options: CheckOptions): Promise<void>;
}
