import type { MatrixKernel } from '../backends/matrix-kernel.ts';
import type { DenseMatrix } from '../formats/dense-matrix.ts';
import { blockLevels, matrixOfLevel } from './formats/block-levels.ts';
import { columnsOf } from './formats/columns-of.ts';
import { csrOf } from './formats/csr-of.ts';
import { int8Of } from './formats/int8-of.ts';
import { ladderOf } from './formats/ladder-of.ts';
import { type NmShape, nmOf } from './formats/nm-of.ts';
import { tallOf } from './formats/tall-of.ts';
import type { KernelProduct } from './kernel-product.ts';

/** The right-hand matrix: int8 for the int8 product. */
export type Operand = Float32Array | Int8Array;

/** A matrix in the format of a product, at one level of it. */
export interface LoadedMatrix {
  /** "csr", "ladder, level 1 of 3" */
  readonly what: string;
  /** What the format holds at this level. */
  readonly dense: DenseMatrix;
  readonly format: object;
  /** Calls the product; what comes back is not checked. @param threshold of the gate, of `columns` alone */
  readonly call: (kernel: MatrixKernel, x: Operand, n: number, threshold?: number) => unknown;
  /** Of formats with levels: the call at a level of one's choice, and the format without denser levels. */
  readonly leveled?: {
    readonly densest: number;
    readonly levels: number;
    at(kernel: MatrixKernel, level: number, x: Operand, n: number): unknown;
    /** The same level of a format that holds no denser one. */
    capped(): LoadedMatrix;
  };
}

/**
 * A dense matrix in the format of a product, once for each level, the densest (the matrix itself) first. What the
 * format leaves open (levels, groups, explicit zeros) is drawn from the seed.
 * @param dense for int8: whole values from -127 to 127
 * @returns nothing when no allowed N:M shape holds the matrix
 */
export function loadMatrix(
  product: KernelProduct,
  dense: DenseMatrix,
  seed: number,
  nmShapes?: readonly NmShape[],
): LoadedMatrix[] {
  const plain = (format: object, call: LoadedMatrix['call']) => [{ what: product, dense, format, call }];
  switch (product) {
    case 'dense':
      return plain(dense, (kernel, x, n) => kernel.dense!(dense, x as Float32Array, n));
    case 'csr': {
      const csr = csrOf(dense, seed);
      return plain(csr, (kernel, x, n) => kernel.csr!(csr, x as Float32Array, n));
    }
    case 'nm': {
      const nm = nmOf(dense, seed, nmShapes);
      return nm ? plain(nm, (kernel, x, n) => kernel.nm!(nm, x as Float32Array, n)) : [];
    }
    case 'tall': {
      const tall = tallOf(dense, blockLevels(dense, seed));
      return plain(tall, (kernel, x) => kernel.tall!(tall, x as Float32Array));
    }
    case 'int8': {
      const int8 = int8Of(dense, seed);
      return plain(int8, (kernel, x, n) => kernel.int8!(int8, x as Int8Array, n));
    }
    case 'ladder':
    case 'columns':
      return loadLevels(product, dense, seed);
  }
}

function loadLevels(product: 'ladder' | 'columns', dense: DenseMatrix, seed: number): LoadedMatrix[] {
  const levels = blockLevels(dense, seed);
  const load = (densest: number) => {
    if (product === 'ladder') {
      const format = ladderOf(dense, levels, densest);
      const call = (kernel: MatrixKernel, level: number, x: Operand, n: number) =>
        kernel.ladder!(format, level, x as Float32Array, n);
      return { format, call };
    }
    const format = columnsOf(dense, levels, densest);
    const call = (kernel: MatrixKernel, level: number, x: Operand, _n: number, threshold = 0) =>
      kernel.columns!(format, level, x as Float32Array, threshold);
    return { format, call };
  };
  const atLevel = (level: number, densest: number, loaded: ReturnType<typeof load>): LoadedMatrix => ({
    what: `${product}, level ${level} of ${levels.levels}${densest > 0 ? `, ${densest} the densest loaded` : ''}`,
    dense: matrixOfLevel(dense, levels, level),
    format: loaded.format,
    call: (kernel, x, n, threshold) => loaded.call(kernel, level, x, n, threshold),
    leveled: {
      densest,
      levels: levels.levels,
      at: loaded.call,
      capped: () => atLevel(level, level, load(level)),
    },
  });
  const whole = load(0);
  return Array.from({ length: levels.levels }, (_, level) => atLevel(level, 0, whole));
}
