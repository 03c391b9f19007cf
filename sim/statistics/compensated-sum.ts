/**
 * Running sums of many terms with Neumaier's compensation (ZAMM 54, 1974): the error stays at a few last bits of the
 * result instead of growing with the number of terms. Sums live in typed arrays, addressed by index.
 */
export class CompensatedSums {
  private readonly sums: Float64Array;
  private readonly errors: Float64Array;

  constructor(count: number) {
    this.sums = new Float64Array(count);
    this.errors = new Float64Array(count);
  }

  add(index: number, term: number): void {
    const sum = this.sums[index]!;
    const next = sum + term;
    this.errors[index]! += Math.abs(sum) >= Math.abs(term) ? sum - next + term : term - next + sum;
    this.sums[index] = next;
  }

  clear(): void {
    this.sums.fill(0);
    this.errors.fill(0);
  }

  value(index: number): number {
    return this.sums[index]! + this.errors[index]!;
  }
}
