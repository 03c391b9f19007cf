import type { CaseSpec } from './case-spec.ts';
import { describeSpec } from './case-spec.ts';
import type { KernelProduct } from './kernel-product.ts';

/** What is known of a broken law: all that a program needs to say it or to run it again. */
export interface BrokenLaw {
  readonly kernel: string;
  readonly law: { readonly id: string; readonly name: string };
  readonly product: KernelProduct;
  /** The simplest case that was found. */
  readonly counterexample: CaseSpec;
  /** Right-hand sides of that case. */
  readonly n: number;
  /** What was found and what was expected there. */
  readonly detail: string;
  readonly seed: number;
  readonly path: string;
  /** Cases until the first failure, and simplifications of it. */
  readonly cases: number;
  readonly shrinks: number;
  /** Command that runs the counterexample again. */
  readonly replay: string;
}

/** Thrown when a kernel breaks a law. */
export class KernelLawError extends Error {
  readonly broken: BrokenLaw;

  constructor(broken: BrokenLaw, options?: ErrorOptions) {
    const { kernel, law, product, counterexample, n, detail, cases, shrinks, replay } = broken;
    super(
      [
        `kernel ${kernel} breaks the law "${law.name}" in its product ${product}`,
        `  case:   ${describeSpec(counterexample, n)}`,
        `  found:  ${detail}`,
        `  after:  ${cases} ${cases === 1 ? 'case' : 'cases'}, made simpler ${shrinks} ${shrinks === 1 ? 'time' : 'times'}`,
        `  replay: ${replay}`,
      ].join('\n'),
      options,
    );
    this.name = 'KernelLawError';
    this.broken = broken;
  }
}
