import type { NmShape } from './formats/nm-of.ts';
import type { KernelProduct } from './kernel-product.ts';

/** How many random cases, and from which seed; the same seed gives the same cases. */
export interface CheckOptions {
  /** 42 by default. */
  readonly seed: number;
  /** Cases of each law on each product; 100 by default. */
  readonly numRuns: number;
  /** Of a replay line: goes straight to that case. */
  readonly path?: string | undefined;
  /** Ids of the laws to check; all by default. */
  readonly laws?: readonly string[] | undefined;
  /** Products to check; all that the kernel offers by default. */
  readonly products?: readonly KernelProduct[] | undefined;
  /** false: operands of the wrong size need not be refused. */
  readonly badInput?: boolean | undefined;
  /** N:M shapes that the product `nm` takes, as [N, M]; any by default. */
  readonly nmShapes?: readonly NmShape[] | undefined;
  /** How long a call may take before it counts as hung, in milliseconds; 10,000 by default. */
  readonly callTimeoutMs?: number | undefined;
  /** What the replay line calls the kernel's module; `./my-kernel.js` by default. */
  readonly file?: string | undefined;
}

export const defaultCheck = {
  seed: 42,
  numRuns: 100,
  callTimeoutMs: 10_000,
  file: './my-kernel.js',
} as const;
