import type { MatrixKernel } from '../backends/matrix-kernel.ts';

/** The products that a kernel may offer, in the order in which they are checked. */
export const kernelProducts = ['dense', 'ladder', 'csr', 'nm', 'tall', 'columns', 'int8'] as const;

export type KernelProduct = (typeof kernelProducts)[number];

/** Products with one right-hand side. */
export const isSingle = (product: KernelProduct): boolean => product === 'tall' || product === 'columns';

/** Those that a kernel offers. */
export const offeredProducts = (kernel: MatrixKernel): KernelProduct[] =>
  kernelProducts.filter((product) => typeof kernel[product] === 'function');
