import type { BlockLadder } from '../formats/block-ladder.ts';
import type { CsrMatrix } from '../formats/csr-matrix.ts';
import type { DenseMatrix } from '../formats/dense-matrix.ts';
import { packBlockLadder } from '../formats/pack-block-ladder.ts';
import { packCsr } from '../formats/pack-csr.ts';
import { unpackBlockLadder } from '../formats/unpack-block-ladder.ts';
import { matmulCondition, matmulReference } from '../ops/matmul/reference.ts';
import { expectClose } from '../testing/expect-close.ts';
import { seededOrder, seededValues } from '../testing/seeded-values.ts';
import type { MatrixResult } from './matrix-kernel.ts';

/** A backend with all three products. */
export interface SelfTested {
  dense(weights: DenseMatrix, x: Float32Array, n: number): MatrixResult;
  csr(weights: CsrMatrix, x: Float32Array, n: number): MatrixResult;
  ladder(weights: BlockLadder, level: number, x: Float32Array, n: number): MatrixResult;
}

const [rows, cols, n] = [37, 53, 19];
const levels = 3;

export interface SelfTestOutcome {
  /** Largest difference from float64 over the sum of magnitudes. */
  readonly largestDifference: number;
  /** The first value that is off by more than float32 sums may be; null when there is none. */
  readonly wrong: string | null;
}

/** A small dense, CSR and ladder product at every level, against float64. Rejects with what the kernel throws. */
export async function selfTest(kernel: SelfTested): Promise<SelfTestOutcome> {
  const weights = { rows, cols, values: seededValues(1, rows * cols, 'uniform', 0.3) };
  const x = seededValues(2, cols * n, 'uniform');
  const order = seededOrder(3, Math.ceil(rows / 4) * cols);
  const ladder = packBlockLadder(
    weights,
    order,
    Array.from({ length: levels }, (_, k) => Math.floor(order.length / (k + 1))),
  );
  let largestDifference = 0;
  let wrong: string | null = null;
  const compare = (found: Float32Array, matrix: DenseMatrix, what: string) => {
    const expected = matmulReference(matrix, x, n);
    const condition = matmulCondition(matrix, x, n);
    try {
      expectClose(found, expected, condition, cols, what);
    } catch (error) {
      wrong ??= (error as Error).message;
    }
    found.forEach((value, i) => {
      const difference = Math.abs(value - expected[i]!) / (condition[i]! || 1);
      largestDifference = Math.max(largestDifference, difference);
    });
  };
  compare(await kernel.dense(weights, x, n), weights, 'dense');
  compare(await kernel.csr(packCsr(weights), x, n), weights, 'CSR');
  for (let level = 0; level < levels; level++)
    compare(
      await kernel.ladder(ladder, level, x, n),
      unpackBlockLadder(ladder, level),
      `ladder level ${level}`,
    );
  return { largestDifference, wrong };
}
