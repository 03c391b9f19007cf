import type { DenseMatrix } from './dense-matrix.ts';
import type { NmMatrix } from './nm-matrix.ts';

/** The dense matrix of a valid N:M matrix. */
export function unpackNm({ rows, cols, kept, group, positions, values }: NmMatrix): DenseMatrix {
  const out = new Float32Array(rows * cols);
  for (let e = 0; e < values.length; e++) out[Math.floor(e / kept) * group + positions[e]!] = values[e]!;
  return { rows, cols, values: out };
}
