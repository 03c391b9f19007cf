/**
 * Cholesky factor A = L L' of a symmetric positive definite matrix in float64. Rows and columns are taken in
 * tiles of 2 x 4, which keeps the sums in registers: matrices of a thousand rows are factored by the dozen
 * here.
 */
export class SpdFactor {
  readonly size: number;
  readonly #lower: Float64Array;

  /**
   * @param matrix size x size, row-major; only its lower half is read, and it is overwritten
   * @throws RangeError where it is not positive definite
   */
  constructor(matrix: Float64Array, size: number) {
    this.size = size;
    this.#lower = matrix;
    let i = 0;
    for (; i + 1 < size; i += 2) {
      let j = 0;
      for (; j + 3 < i; j += 4) this.#tile(i, j);
      for (; j <= i + 1; j++) {
        if (j <= i) this.#single(i, j);
        this.#single(i + 1, j);
      }
    }
    for (; i < size; i++) for (let j = 0; j <= i; j++) this.#single(i, j);
  }

  /** L^-1 B in place. @param b [size][columns] row-major */
  solveLower(b: Float64Array, columns: number): void {
    const { size } = this;
    const lower = this.#lower;
    for (let i = 0; i < size; i++) {
      const to = i * columns;
      let k = 0;
      for (; k + 3 < i; k += 4) {
        const at = i * size + k;
        const [f, g, h, e] = [lower[at]!, lower[at + 1]!, lower[at + 2]!, lower[at + 3]!];
        const [p, q, r, s] = [k * columns, (k + 1) * columns, (k + 2) * columns, (k + 3) * columns];
        for (let c = 0; c < columns; c++) {
          b[to + c] = b[to + c]! - f * b[p + c]! - g * b[q + c]! - h * b[r + c]! - e * b[s + c]!;
        }
      }
      for (; k < i; k++) {
        const factor = lower[i * size + k]!;
        const from = k * columns;
        for (let c = 0; c < columns; c++) b[to + c] = b[to + c]! - factor * b[from + c]!;
      }
      for (let c = 0; c < columns; c++) b[to + c] = b[to + c]! / lower[i * size + i]!;
    }
  }

  /** A^-1 B in place. @param b [size][columns] row-major */
  solve(b: Float64Array, columns: number): void {
    const { size } = this;
    const lower = this.#lower;
    this.solveLower(b, columns);
    for (let i = size - 1; i >= 0; i--) {
      const from = i * columns;
      for (let c = 0; c < columns; c++) b[from + c] = b[from + c]! / lower[i * size + i]!;
      for (let k = 0; k < i; k++) {
        const factor = lower[i * size + k]!;
        for (let c = 0; c < columns; c++) b[k * columns + c] = b[k * columns + c]! - factor * b[from + c]!;
      }
    }
  }

  /** A^-1, both halves. */
  inverse(): Float64Array {
    const { size } = this;
    const half = this.#inverseLower();
    const out = new Float64Array(size * size);
    // A^-1 = M' M with M = L^-1, whose rows are walked four at a time; M is 0 above its diagonal.
    for (let i = 0; i < size; i++) {
      const to = i * size;
      let k = i;
      for (; k + 3 < size; k += 4) {
        const [p, q, r, s] = [k * size, (k + 1) * size, (k + 2) * size, (k + 3) * size];
        const [f, g, h, e] = [half[p + i]!, half[q + i]!, half[r + i]!, half[s + i]!];
        for (let j = 0; j <= i; j++) {
          out[to + j] =
            out[to + j]! + f * half[p + j]! + g * half[q + j]! + h * half[r + j]! + e * half[s + j]!;
        }
      }
      for (; k < size; k++) {
        const factor = half[k * size + i]!;
        for (let j = 0; j <= i; j++) out[to + j] = out[to + j]! + factor * half[k * size + j]!;
      }
    }
    for (let i = 0; i < size; i++) for (let j = 0; j < i; j++) out[j * size + i] = out[i * size + j]!;
    return out;
  }

  /** L^-1, lower half. */
  #inverseLower(): Float64Array {
    const { size } = this;
    const lower = this.#lower;
    const out = new Float64Array(size * size);
    for (let i = 0; i < size; i++) {
      const to = i * size;
      let k = 0;
      for (; k + 3 < i; k += 4) {
        const at = to + k;
        const [f, g, h, e] = [lower[at]!, lower[at + 1]!, lower[at + 2]!, lower[at + 3]!];
        const [p, q, r, s] = [k * size, (k + 1) * size, (k + 2) * size, (k + 3) * size];
        for (let j = 0; j <= k + 3; j++) {
          out[to + j] = out[to + j]! - f * out[p + j]! - g * out[q + j]! - h * out[r + j]! - e * out[s + j]!;
        }
      }
      for (; k < i; k++) {
        const factor = lower[to + k]!;
        const from = k * size;
        for (let j = 0; j <= k; j++) out[to + j] = out[to + j]! - factor * out[from + j]!;
      }
      const pivot = lower[to + i]!;
      for (let j = 0; j < i; j++) out[to + j] = out[to + j]! / pivot;
      out[to + i] = 1 / pivot;
    }
    return out;
  }

  #single(i: number, j: number): void {
    const { size } = this;
    const lower = this.#lower;
    const [a, b] = [i * size, j * size];
    let sum = lower[a + j]!;
    for (let k = 0; k < j; k++) sum -= lower[a + k]! * lower[b + k]!;
    if (j < i) lower[a + j] = sum / lower[b + j]!;
    else if (sum > 0) lower[a + i] = Math.sqrt(sum);
    else throw new RangeError(`a matrix of size ${size} is not positive definite at row ${i}`);
  }

  /** Rows i and i + 1, columns j to j + 3, all left of the diagonal. */
  #tile(i: number, j: number): void {
    const { size } = this;
    const lower = this.#lower;
    const [a, b] = [i * size, (i + 1) * size];
    const [p, q, r, s] = [j * size, (j + 1) * size, (j + 2) * size, (j + 3) * size];
    let [a0, a1, a2, a3] = [lower[a + j]!, lower[a + j + 1]!, lower[a + j + 2]!, lower[a + j + 3]!];
    let [b0, b1, b2, b3] = [lower[b + j]!, lower[b + j + 1]!, lower[b + j + 2]!, lower[b + j + 3]!];
    for (let k = 0; k < j; k++) {
      const x = lower[a + k]!;
      const y = lower[b + k]!;
      const u = lower[p + k]!;
      const v = lower[q + k]!;
      const w = lower[r + k]!;
      const z = lower[s + k]!;
      a0 -= x * u;
      b0 -= y * u;
      a1 -= x * v;
      b1 -= y * v;
      a2 -= x * w;
      b2 -= y * w;
      a3 -= x * z;
      b3 -= y * z;
    }
    const finish = (row: number, f0: number, f1: number, f2: number, f3: number): void => {
      const l0 = f0 / lower[p + j]!;
      const l1 = (f1 - l0 * lower[q + j]!) / lower[q + j + 1]!;
      const l2 = (f2 - l0 * lower[r + j]! - l1 * lower[r + j + 1]!) / lower[r + j + 2]!;
      const l3 =
        (f3 - l0 * lower[s + j]! - l1 * lower[s + j + 1]! - l2 * lower[s + j + 2]!) / lower[s + j + 3]!;
      lower[row + j] = l0;
      lower[row + j + 1] = l1;
      lower[row + j + 2] = l2;
      lower[row + j + 3] = l3;
    };
    finish(a, a0, a1, a2, a3);
    finish(b, b0, b1, b2, b3);
  }
}
