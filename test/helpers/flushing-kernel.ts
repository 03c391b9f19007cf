import type { MatrixKernel } from '../../kernels/backends/matrix-kernel.ts';
import type { SelfTested } from '../../kernels/backends/self-test.ts';
import { segmentsOfLevel } from '../../kernels/formats/block-ladder.ts';
import type { DenseMatrix } from '../../kernels/formats/dense-matrix.ts';
import { unpackBlockLadder } from '../../kernels/formats/unpack-block-ladder.ts';
import { matmulCondition, matmulReference } from '../../kernels/ops/matmul/reference.ts';
import { expectClose } from '../../kernels/testing/expect-close.ts';

/** Smallest normal float32. */
const normal = 2 ** -126;
/** Products of two values from here on, and their sums, are normal numbers or cancel to nothing that matters. */
const safe = 2 ** -50;

/**
 * A kernel for the laws whose device may count subnormal numbers as zero, as WGSL and GLSL allow, while the laws expect
 * IEEE arithmetic. Operands that can meet subnormals are held against float64 here, with that allowance, and answered
 * by float64; everything else is the device's own answer.
 */
export function flushingKernel(kernel: SelfTested & { readonly name: string }): MatrixKernel & SelfTested {
  const check = async (
    found: Float32Array | Promise<Float32Array>,
    w: DenseMatrix,
    x: Float32Array,
    n: number,
  ) => {
    const y = await found;
    if (!isTiny(w.values) && !isTiny(x)) return y;
    const expected = matmulReference(w, x, n);
    const flushed = { ...w, values: w.values.map(subnormals) };
    const allowance = matmulCondition(flushed, x, n);
    matmulCondition(w, x.map(subnormals), n).forEach((part, i) => {
      allowance[i]! += part;
    });
    // Each of the products and each of their sums may lose a number below the smallest normal one.
    const condition = matmulCondition(w, x, n).map((part, i) => part + 2 ** 24 * (normal + allowance[i]!));
    expectClose(y, expected, condition, w.cols, `${kernel.name}, subnormals allowed to be flushed`);
    return Float32Array.from(expected);
  };
  return {
    name: kernel.name,
    dense: (w, x, n) => check(kernel.dense(w, x, n), w, x, n),
    ladder: (w, level, x, n) => {
      segmentsOfLevel(w, level);
      return check(kernel.ladder(w, level, x, n), unpackBlockLadder(w, level), x, n);
    },
    csr: (w, x, n) => {
      const values = new Float32Array(w.rows * w.cols);
      for (let r = 0; r < w.rows; r++)
        for (let e = w.rowPointers[r]!; e < w.rowPointers[r + 1]!; e++)
          values[r * w.cols + w.columns[e]!] = w.values[e]!;
      return check(kernel.csr(w, x, n), { rows: w.rows, cols: w.cols, values }, x, n);
    },
  };
}

const isTiny = (values: Float32Array) => values.some((v) => v !== 0 && Math.abs(v) < safe);
const subnormals = (v: number) => (Math.abs(v) < normal ? v : 0);
