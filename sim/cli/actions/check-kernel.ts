import type { LawOutcome } from '../../../kernels/testing/check-kernel.ts';
import type { CheckOptions } from '../../../kernels/testing/check-options.ts';
import type { NmShape } from '../../../kernels/testing/formats/nm-of.ts';
import type { KernelProduct } from '../../../kernels/testing/kernel-product.ts';
import { groupBy } from '../../report/group-by.ts';
import { didYouMean } from '../../schema/did-you-mean.ts';
import { CommandError } from '../command-error.ts';
import type { CliContext } from '../context.ts';
import { exitCode } from '../exit-code.ts';
import { loadKernel } from '../load-kernel.ts';
import { progressBar } from '../progress-bar.ts';

export interface CheckKernelFlags {
  readonly seed: number;
  readonly runs: number;
  readonly law?: readonly string[];
  readonly product?: readonly string[];
  readonly path?: string;
  readonly nm?: readonly NmShape[];
  readonly badInput: boolean;
  readonly timeout: number;
  readonly json: boolean;
}

/** Runs a kernel from a module through the laws; exit code 4 when it breaks one. */
export async function checkKernelAction(
  this: CliContext,
  flags: CheckKernelFlags,
  name: string,
): Promise<void> {
  // Here and not above: without fast-check the command must be able to say so.
  const { kernelLaws, offeredProducts, runLaws } = await import('../../../kernels/testing/index.ts');
  const kernel = await loadKernel(name, this.cwd, flags.timeout);
  const products = named('product', flags.product, offeredProducts(kernel), `kernel ${kernel.name}`);
  const laws = named(
    'law',
    flags.law,
    kernelLaws.map((law) => law.id),
    'the list of laws',
  );
  if (flags.path !== undefined && (flags.law?.length !== 1 || products.length !== 1))
    throw usage('--path leads to a case of one law on one product: give --law and --product with it');
  const options: Partial<CheckOptions> = {
    seed: flags.seed,
    numRuns: flags.runs,
    path: flags.path,
    laws,
    products: products as KernelProduct[],
    nmShapes: flags.nm,
    badInput: flags.badInput,
    callTimeoutMs: flags.timeout,
    file: /\s/.test(name) ? JSON.stringify(name) : name,
  };
  const bar = progressBar(this.stderr);
  const outcomes: LawOutcome[] = [];
  try {
    for await (const outcome of runLaws(kernel, options)) {
      outcomes.push(outcome);
      if (this.stderr.isTerminal)
        bar.update(`checking ${kernel.name}`, outcomes.length, laws.length * products.length, 'laws');
    }
  } catch (error) {
    if (error instanceof RangeError) throw usage(error.message);
    throw error;
  } finally {
    bar.clear();
    await (kernel as { destroy?(): unknown }).destroy?.();
  }
  const byLaw: ByLaw = [...groupBy(outcomes, (outcome) => outcome.law.id).values()].map((of) => ({
    law: of[0]!.law,
    outcomes: of,
  }));
  if (flags.json) {
    this.stdout.write(`${JSON.stringify(document(kernel.name, flags, byLaw))}\n`);
  } else {
    this.stdout.write(`${render(kernel.name, flags, byLaw)}\n`);
  }
  const broken = byLaw.filter((of) => of.outcomes.some((outcome) => outcome.broken));
  if (broken.length > 0)
    throw new CommandError(
      exitCode.checkFailed,
      'E_KERNEL_LAW',
      `kernel ${kernel.name} breaks ${broken.length} of ${byLaw.length} laws: ${broken.map(({ law }) => law.id).join(', ')}`,
    );
}

type ByLaw = readonly { readonly law: LawOutcome['law']; readonly outcomes: readonly LawOutcome[] }[];

const usage = (message: string, next: string | null = null) =>
  new CommandError(exitCode.usage, 'E_USAGE', message, next);

/** The ids that were asked for, or all. @throws CommandError for one that is not there */
function named(
  what: string,
  asked: readonly string[] | undefined,
  allowed: readonly string[],
  where: string,
): readonly string[] {
  for (const id of asked ?? []) {
    if (allowed.includes(id)) continue;
    const near = didYouMean(id, allowed);
    throw usage(
      `there is no ${what} "${id}" in ${where}; there are ${allowed.join(', ')}`,
      near && `did you mean "${near}"?`,
    );
  }
  return asked ?? allowed;
}

function render(kernel: string, flags: CheckKernelFlags, byLaw: ByLaw): string {
  const width = Math.max(0, ...byLaw.map(({ law }) => law.id.length));
  const lines = byLaw.map(({ law, outcomes }) => {
    const broken = outcomes.filter((outcome) => outcome.broken).map((outcome) => outcome.product);
    const kept = outcomes.filter((outcome) => !outcome.broken).map((outcome) => outcome.product);
    const found = [
      broken.length > 0 ? `broken: ${broken.join(', ')}` : '',
      kept.length > 0 ? `holds: ${kept.join(', ')}` : '',
    ];
    return `${broken.length > 0 ? '✗' : '✓'} ${law.id.padEnd(width)}  ${law.name}; ${found.filter(Boolean).join('; ')}`;
  });
  // One counterexample a law is enough to begin with; others are a --product away.
  const shown = byLaw.flatMap(({ outcomes }) => outcomes.find((outcome) => outcome.broken)?.broken ?? []);
  if (shown.length > 0) return [...lines, ...shown.flatMap((error) => ['', error.message])].join('\n');
  const cases = byLaw.flatMap(({ outcomes }) => outcomes).reduce((sum, outcome) => sum + outcome.cases, 0);
  const total = `${cases.toLocaleString('en')} cases, seed ${flags.seed}`;
  return [...lines, `kernel ${kernel} obeys ${byLaw.length} laws: ${total}`].join('\n');
}

function document(kernel: string, flags: CheckKernelFlags, byLaw: ByLaw) {
  return {
    schemaVersion: '1.0',
    kernel,
    seed: flags.seed,
    runs: flags.runs,
    laws: byLaw.map(({ law: { id, name }, outcomes }) => ({
      id,
      name,
      products: outcomes.map(({ product, cases, broken }) => {
        if (!broken) return { product, holds: true, cases };
        const { counterexample, n, detail, seed, path, shrinks, replay } = broken.broken;
        return {
          product,
          holds: false,
          cases,
          broken: { counterexample: { ...counterexample, n }, detail, seed, path, shrinks, replay },
        };
      }),
    })),
  };
}
