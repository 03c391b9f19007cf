import fc from 'fast-check';
import type { MatrixKernel } from '../backends/matrix-kernel.ts';
import { KernelHung } from './call-product.ts';
import { caseSpec } from './case-spec.ts';
import { type CheckOptions, defaultCheck } from './check-options.ts';
import type { KernelLaw } from './kernel-law.ts';
import { KernelLawError } from './kernel-law-error.ts';
import type { KernelProduct } from './kernel-product.ts';
import { kernelTrial } from './kernel-trial.ts';

/** Whether a law says anything about a product of a kernel. */
export function lawApplies(
  law: KernelLaw,
  kernel: MatrixKernel,
  product: KernelProduct,
  options: Partial<CheckOptions>,
): boolean {
  return (law.products?.includes(product) ?? true) && (law.applies?.(kernel, product, options) ?? true);
}

/**
 * Tries one law on one product of a kernel.
 * @returns the number of cases tried, and what was broken
 * @throws RangeError when the path leads to no case
 */
export async function runLaw(
  law: KernelLaw,
  kernel: MatrixKernel,
  product: KernelProduct,
  options: Partial<CheckOptions> = {},
): Promise<{ readonly cases: number; readonly broken: KernelLawError | null }> {
  const { seed, numRuns, path, file } = { ...defaultCheck, ...options };
  const also = law.also?.(kernel, product) ?? [];
  let hung = false;
  const property = fc.asyncProperty(law.specs ?? caseSpec(law.values), async (spec) => {
    // Each simpler case would wait as long again.
    if (hung) return;
    try {
      await law.holds(kernelTrial(kernel, product, spec, options, also));
    } catch (error) {
      hung = error instanceof KernelHung;
      throw error;
    }
  });
  const lost = `path ${path} leads to no case of the law ${law.id} on ${product} from seed ${seed}; take all four from one replay line`;
  const run = await fc
    .check(property, { seed, numRuns, ...(path ? { path } : {}) })
    .catch((error: unknown) => {
      throw path ? new RangeError(lost, { cause: error }) : error;
    });
  if (path && run.numRuns === 0) throw new RangeError(lost);
  if (!run.failed) return { cases: run.numRuns, broken: null };
  const counterexample = run.counterexample![0];
  const error = run.errorInstance as Error;
  const at = run.counterexamplePath!;
  const broken = {
    kernel: kernel.name,
    law: { id: law.id, name: law.name },
    product,
    counterexample,
    n: counterexample.chain
      ? counterexample.n
      : kernelTrial(kernel, product, counterexample, options, also).n,
    detail: error.message,
    seed: run.seed,
    path: at,
    cases: run.numRuns,
    shrinks: run.numShrinks,
    replay: `sparsewatt check-kernel ${file ?? defaultCheck.file} --law ${law.id} --product ${product} --seed ${run.seed} --path ${at}`,
  };
  return { cases: run.numRuns, broken: new KernelLawError(broken, { cause: error }) };
}
