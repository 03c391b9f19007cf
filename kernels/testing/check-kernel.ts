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
 * @throws RangeError for a kernel that offers nothing, and where no law is left to check
 */
export async function* runLaws(
  kernel: MatrixKernel,
  options: Partial<CheckOptions> = {},
): AsyncGenerator<LawOutcome, void> {
  for (const { law, product } of chosen(kernel, options))
    yield { law, product, ...(await runLaw(law, kernel, product, options)) };
}

/**
 * Runs a kernel through every law on every product it offers.
 * @throws KernelLawError at the first broken one: kernel, law, product, the simplest case that shows it, what was found
 * there, and the command that runs it again
 * @throws RangeError for a kernel that offers nothing, and where no law is left to check
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
  const laws = pick(
    kernelLaws,
    kernelLaws.map((law) => law.id),
    options.laws,
    'law',
  );
  const products = pick(offered, offered, options.products, `product of kernel ${kernel.name}`);
  const pairs = laws.flatMap((law) =>
    products
      .filter((product) => lawApplies(law, kernel, product, options))
      .map((product) => ({ law, product })),
  );
  if (pairs.length === 0)
    throw new RangeError(
      `no law to check: ${laws.map((law) => law.id).join(', ') || 'none'} says nothing about ${products.join(', ') || 'no product'} of kernel ${kernel.name}`,
    );
  return pairs;
}
