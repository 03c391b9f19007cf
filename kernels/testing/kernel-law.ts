import type fc from 'fast-check';
import type { MatrixKernel } from '../backends/matrix-kernel.ts';
import type { CaseSpec } from './case-spec.ts';
import type { ValueKind } from './case-values.ts';
import type { CheckOptions } from './check-options.ts';
import type { KernelProduct } from './kernel-product.ts';
import type { KernelTrial } from './kernel-trial.ts';

export type { CheckOptions } from './check-options.ts';

/** Something that every product of a kernel must obey. */
export interface KernelLaw {
  /** Short, kebab-case; what `--law` takes. */
  readonly id: string;
  readonly name: string;
  /** Products it speaks of; all by default. */
  readonly products?: readonly KernelProduct[];
  /** Whether it says something about a product of this kernel under these options; yes by default. */
  readonly applies?: (
    kernel: MatrixKernel,
    product: KernelProduct,
    options: Partial<CheckOptions>,
  ) => boolean;
  /** Kinds of values it is tried with; all by default. */
  readonly values?: readonly ValueKind[];
  /** The cases it is tried on, where they are not those of one matrix. */
  readonly specs?: fc.Arbitrary<CaseSpec>;
  /** Products that read the same matrix as the one on trial. */
  readonly also?: (kernel: MatrixKernel, product: KernelProduct) => readonly KernelProduct[];
  /** @throws Error with what was found and what was expected when the kernel breaks the law on this case */
  holds(trial: KernelTrial): Promise<void>;
}
