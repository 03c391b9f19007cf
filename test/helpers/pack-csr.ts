import type { DenseMatrix, LayerWeights } from '../../kernels/index.ts';

/** The values that are not zero as compressed rows. */
export function packCsr({ rows, cols, values }: DenseMatrix): NonNullable<LayerWeights['csr']> {
  const columns: number[] = [];
  const kept: number[] = [];
  const rowPointers = [0];
  for (let r = 0; r < rows; r++) {
    for (let c = 0; c < cols; c++) {
      const v = values[r * cols + c]!;
      if (v === 0) continue;
      columns.push(c);
      kept.push(v);
    }
    rowPointers.push(columns.length);
  }
  return {
    rows,
    cols,
    rowPointers: Uint32Array.from(rowPointers),
    columns: Uint32Array.from(columns),
    values: Float32Array.from(kept),
  };
}
