import type { MatrixKernel } from '../backends/matrix-kernel.ts';
import type { CheckOptions } from './kernel-law.ts';
import { kernelLaws } from './laws/index.ts';

/**
 * Runs a kernel through every law.
 * @throws Error naming the kernel and the law that it breaks, with a shrunk counterexample
 */
export async function checkKernel(kernel: MatrixKernel, options: Partial<CheckOptions> = {}): Promise<void> {
  for (const law of kernelLaws) {
    try {
      await law.check(kernel, { seed: 42, numRuns: 100, ...options });
    } catch (error) {
      throw new Error(`kernel ${kernel.name} breaks the law "${law.name}": ${(error as Error).message}`, {
        cause: error,
      });
    }
  }
}
