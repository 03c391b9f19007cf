/** Eigenvalues of greatest magnitude first; column i of `vectors`, [size][size] row-major, belongs to value i. */
export interface SymmetricEigen {
  readonly values: Float64Array;
  readonly vectors: Float64Array;
}

const sweeps = 30;

/**
 * All eigenvalues and vectors of a small symmetric matrix by cyclic Jacobi rotations (Golub and Van Loan, *Matrix
 * computations*, 8.5), from exact operations and square roots alone, so that the bits are the same everywhere.
 * @param matrix [size][size]; left as it is
 */
export function symmetricEigen(matrix: Float64Array, size: number): SymmetricEigen {
  const a = matrix.slice();
  const v = new Float64Array(size * size);
  for (let i = 0; i < size; i++) v[i * size + i] = 1;
  const norm = a.reduce((sum, x) => sum + x * x, 0);
  for (let sweep = 0; sweep < sweeps; sweep++) {
    let rest = 0;
    for (let p = 0; p < size; p++) for (let q = p + 1; q < size; q++) rest += a[p * size + q]! ** 2;
    if (rest <= 1e-26 * norm) break;
    for (let p = 0; p < size; p++)
      for (let q = p + 1; q < size; q++) {
        const off = a[p * size + q]!;
        if (off === 0) continue;
        const theta = (a[q * size + q]! - a[p * size + p]!) / (2 * off);
        const t = (theta < 0 ? -1 : 1) / (Math.abs(theta) + Math.sqrt(theta * theta + 1));
        const c = 1 / Math.sqrt(t * t + 1);
        rotate(a, size, p, q, c, t * c);
        turn(v, size, p, q, c, t * c);
      }
  }
  const order = Array.from({ length: size }, (_, i) => i).sort(
    (i, j) => Math.abs(a[j * size + j]!) - Math.abs(a[i * size + i]!) || i - j,
  );
  const vectors = new Float64Array(size * size);
  order.forEach((from, to) => {
    for (let row = 0; row < size; row++) vectors[row * size + to] = v[row * size + from]!;
  });
  return { values: Float64Array.from(order, (i) => a[i * size + i]!), vectors };
}

/** Rows and columns p and q of a symmetric matrix. */
function rotate(a: Float64Array, size: number, p: number, q: number, c: number, s: number): void {
  turn(a, size, p, q, c, s);
  for (let k = 0; k < size; k++) {
    const [x, y] = [a[p * size + k]!, a[q * size + k]!];
    a[p * size + k] = c * x - s * y;
    a[q * size + k] = s * x + c * y;
  }
}

/** Columns p and q. */
function turn(v: Float64Array, size: number, p: number, q: number, c: number, s: number): void {
  for (let k = 0; k < size; k++) {
    const [x, y] = [v[k * size + p]!, v[k * size + q]!];
    v[k * size + p] = c * x - s * y;
    v[k * size + q] = s * x + c * y;
  }
}
