import type { MatrixKernel } from '../backends/matrix-kernel.ts';
import type { CheckOptions } from './check-options.ts';
import type { KernelLaw } from './kernel-law.ts';
import type { KernelLawError } from './kernel-law-error.ts';
import { type KernelProduct, kernelProducts, offeredProducts } from './kernel-product.ts';
import { kernelLaws } from './laws/index.ts';
import { lawApplies, runLaw } from './run-law.ts';

/** What became of one law on one product. */
export interface LawOutcome {
  readonly law: KernelLaw;
  readonly product: KernelProduct;
  /** Cases tried. */
  readonly cases: number;
  readonly broken: KernelLawError | null;
}

/** What a kernel was put through. */
export interface CheckSummary {
  readonly kernel: string;
  /** Ids of the laws. */
  readonly laws: readonly string[];
  readonly products: readonly KernelProduct[];
  /** Cases tried, all laws and products together. */
  readonly cases: number;
}

/**
 * Runs a kernel through every law on every product it offers, one outcome after the other; a broken law does not end
 * it.
 * @throws RangeError for a kernel that offers nothing, and for laws or products that do not exist
 */
export async function* runLaws(
  kernel: MatrixKernel,
  options: Partial<CheckOptions> = {},
): AsyncGenerator<LawOutcome, void> {
  const { laws, products } = chosen(kernel, options);
  for (const law of laws) {
    for (const product of products) {
      if (!lawApplies(law, kernel, product, options)) continue;
      yield { law, product, ...(await runLaw(law, kernel, product, options)) };
    }
  }
}

/**
 * Runs a kernel through every law on every product it offers.
 * @throws KernelLawError at the first broken one: kernel, law, product, the simplest case that shows it, what was found
 * there, and the command that runs it again
 * @throws RangeError for a kernel that offers nothing, and for laws or products that do not exist
 */
export async function checkKernel(
  kernel: MatrixKernel,
  options: Partial<CheckOptions> = {},
): Promise<CheckSummary> {
  const laws = new Set<string>();
  const products = new Set<KernelProduct>();
  let cases = 0;
  for await (const outcome of runLaws(kernel, options)) {
    if (outcome.broken) throw outcome.broken;
    laws.add(outcome.law.id);
    products.add(outcome.product);
    cases += outcome.cases;
  }
  return { kernel: kernel.name, laws: [...laws], products: [...products], cases };
}

function chosen(kernel: MatrixKernel, options: Partial<CheckOptions>) {
  const offered = offeredProducts(kernel);
  if (offered.length === 0)
    throw new RangeError(
      `kernel ${kernel.name} offers no product; it needs one or more of ${kernelProducts.join(', ')}`,
    );
  const pick = <T>(
    all: readonly T[],
    ids: readonly string[],
    asked: readonly string[] | undefined,
    what: string,
  ) => {
    const missing = asked?.find((id) => !ids.includes(id));
    if (missing !== undefined)
      throw new RangeError(`there is no ${what} "${missing}"; there are ${ids.join(', ')}`);
    return all.filter((_, i) => asked?.includes(ids[i]!) ?? true);
  };
  return {
    laws: pick(
      kernelLaws,
      kernelLaws.map((law) => law.id),
      options.laws,
      'law',
    ),
    products: pick(offered, offered, options.products, `product of kernel ${kernel.name}`),
  };
}
