/** Lower triangular factor L of a symmetric positive definite matrix A = L L', row-major. */
export class Cholesky {
  readonly size: number;
  readonly #lower: Float64Array;

  /**
   * @param matrix size x size, row-major; only its lower half is read, and it is overwritten
   * @throws RangeError where it is not positive definite
   */
  constructor(matrix: Float64Array, size: number) {
    for (let i = 0; i < size; i++) {
      const row = i * size;
      for (let j = 0; j <= i; j++) {
        const other = j * size;
        let sum = matrix[row + j]!;
        for (let k = 0; k < j; k++) sum -= matrix[row + k]! * matrix[other + k]!;
        if (j < i) matrix[row + j] = sum / matrix[other + j]!;
        else if (sum > 0) matrix[row + i] = Math.sqrt(sum);
        else throw new RangeError(`a matrix of size ${size} is not positive definite at row ${i}`);
      }
    }
    this.size = size;
    this.#lower = matrix;
  }

  /** L^-1 b, in place. */
  solveLower(b: Float64Array): void {
    const { size } = this;
    const lower = this.#lower;
    for (let i = 0; i < size; i++) {
      const row = i * size;
      let sum = b[i]!;
      for (let k = 0; k < i; k++) sum -= lower[row + k]! * b[k]!;
      b[i] = sum / lower[row + i]!;
    }
  }

  /** A^-1 b, in place. */
  solve(b: Float64Array): void {
    const { size } = this;
    const lower = this.#lower;
    this.solveLower(b);
    for (let i = size - 1; i >= 0; i--) {
      const value = b[i]! / lower[i * size + i]!;
      b[i] = value;
      for (let k = 0; k < i; k++) b[k] = b[k]! - lower[i * size + k]! * value;
    }
  }

  /** Natural logarithm of det A. */
  logDeterminant(): number {
    let sum = 0;
    for (let i = 0; i < this.size; i++) sum += 2 * Math.log(this.#lower[i * this.size + i]!);
    return sum;
  }
}
