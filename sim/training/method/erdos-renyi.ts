/** Form of a matrix of weights. */
export interface MatrixForm {
  readonly rows: number;
  readonly columns: number;
}

/**
 * Sparsity of each matrix at a sparsity of all together: density in proportion to (rows + columns) / (rows x columns), at most 1
 * (Erdos-Renyi graphs, Mocanu and others 2018), so that small matrices keep more of their weights.
 * @param sparsity of all weights, 0 up to, not including, 1
 */
export function erdosRenyi(matrices: readonly MatrixForm[], sparsity: number): number[] {
  const sizes = matrices.map(({ rows, columns }) => rows * columns);
  const total = sizes.reduce((sum, size) => sum + size, 0);
  const dense = new Set<number>();
  // A matrix that would be denser than dense is left whole, and the rest share what is left.
  for (;;) {
    let [kept, shares] = [(1 - sparsity) * total, 0];
    for (const [i, { rows, columns }] of matrices.entries())
      if (dense.has(i)) kept -= sizes[i]!;
      else shares += rows + columns;
    const density = (i: number) =>
      dense.has(i) ? 1 : ((kept / shares) * (matrices[i]!.rows + matrices[i]!.columns)) / sizes[i]!;
    const over = matrices.findIndex((_, i) => density(i) > 1);
    if (over < 0) return matrices.map((_, i) => 1 - density(i));
    dense.add(over);
  }
}
