import {
  checkOperand,
  KernelSession,
  type NetworkKernel,
  type SessionOptions,
  type SparseMatrix,
  segmentsOfLevel,
} from '../../kernels/index.ts';

/** [rows][cols] -> [cols][rows]. */
export function transposed(values: Float32Array, rows: number, cols: number): Float32Array {
  return Float32Array.from(values, (_, i) => values[(i % rows) * cols + Math.floor(i / rows)]!);
}

/** A session behind the interface of matrix kernels, so that the laws can hold it. */
export async function sessionKernel(options: SessionOptions): Promise<{
  kernel: NetworkKernel & Required<Pick<NetworkKernel, 'csr' | 'nm' | 'tall' | 'columns'>>;
  close(): Promise<void>;
}> {
  const session = await KernelSession.open(options);
  const multiply = (weights: SparseMatrix, x: Float32Array, n: number, level?: number, gate?: number) => {
    const { rows, cols } = weights.matrix;
    checkOperand(cols, x, n);
    if (rows === 0 || cols === 0 || n === 0) return new Float32Array(rows * n);
    const input = session.activation({ channels: cols, height: 1, width: 1 }, n);
    input.write(transposed(x, cols, n));
    const layer = session.layer({ weights, input });
    layer.run(level, gate);
    return transposed(layer.output.read(), n, rows);
  };
  return {
    kernel: {
      name: `session ${JSON.stringify(options)}`,
      dense: (matrix, x, n) => multiply({ format: 'dense', matrix }, x, n),
      ladder: (matrix, level, x, n) => {
        segmentsOfLevel(matrix, level);
        return multiply({ format: 'block-ladder', matrix }, x, n, level);
      },
      csr: (matrix, x, n) => multiply({ format: 'csr', matrix }, x, n),
      nm: (matrix, x, n) => multiply({ format: 'nm', matrix }, x, n),
      columns: (matrix, level, x, threshold) => {
        if (!matrix.segments[level]) throw new RangeError(`level ${level}`);
        return multiply({ format: 'column-block-ladder', matrix }, x, 1, level, threshold);
      },
      tall: (matrix, x) => multiply({ format: 'tall-block', matrix }, x, 1),
    },
    close: () => session.close(),
  };
}
