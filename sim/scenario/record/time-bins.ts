/**
 * Rows of numbers over bins of simulated time. Amounts that pass evenly over an interval are spread over its bins, so
 * that the bins of a row sum to what was entered; with whole ns for amounts and edges the sum is exact.
 */
export class TimeBins {
  readonly fromNs: number;
  /** Doubles where bins were joined to make room. */
  binNs: number;
  /** [row][bin]; all rows are as long. */
  readonly rows: readonly Float64Array[];
  /** Rows whose bins hold the last value in them, not a sum. NaN: none was entered. */
  private readonly levels: ReadonlySet<number>;

  constructor(
    fromNs: number,
    binNs: number,
    bins: number,
    rows: number,
    levels: ReadonlySet<number> = new Set(),
  ) {
    this.fromNs = fromNs;
    this.binNs = binNs;
    this.levels = levels;
    this.rows = Array.from({ length: rows }, (_, row) =>
      new Float64Array(bins).fill(levels.has(row) ? Number.NaN : 0),
    );
  }

  get count(): number {
    return this.rows[0]?.length ?? 0;
  }

  /** End of the last bin, ns. */
  get toNs(): number {
    return this.fromNs + this.binNs * this.count;
  }

  /** Makes room for a time by joining bins in pairs as often as it takes. */
  reach(timeNs: number): void {
    while (timeNs > this.toNs) {
      this.binNs *= 2;
      this.rows.forEach((row, r) => {
        this.joinPairs(row, this.levels.has(r));
      });
    }
  }

  /** Enters an amount that passes evenly between two instants; what lies outside the bins is left out. */
  spread(row: number, fromNs: number, toNs: number, amount: number): void {
    const values = this.rows[row]!;
    const lengthNs = toNs - fromNs;
    if (!(lengthNs > 0) || amount === 0) return;
    const lastNs = Math.min(toNs, this.toNs);
    for (let atNs = Math.max(fromNs, this.fromNs); atNs < lastNs; ) {
      const bin = Math.min(values.length - 1, Math.floor((atNs - this.fromNs) / this.binNs));
      const endNs = Math.min(lastNs, this.edgeAfter(bin));
      values[bin]! += amount === lengthNs ? endNs - atNs : (amount * (endNs - atNs)) / lengthNs;
      atNs = endNs;
    }
  }

  /** Enters an amount of one instant. */
  add(row: number, timeNs: number, amount: number): void {
    const bin = this.binAt(timeNs);
    if (bin >= 0) this.rows[row]![bin]! += amount;
  }

  /** Enters a level of one instant; instants come in order. */
  level(row: number, timeNs: number, value: number): void {
    const bin = this.binAt(timeNs);
    if (bin >= 0) this.rows[row]![bin] = value;
  }

  /** The instants at which bins end within an interval, and its end. */
  edges(fromNs: number, toNs: number): number[] {
    const found: number[] = [];
    for (let atNs = fromNs; atNs < toNs; ) {
      atNs = Math.min(toNs, this.edgeAfter(Math.floor((atNs - this.fromNs) / this.binNs)));
      found.push(atNs);
    }
    return found;
  }

  private edgeAfter(bin: number): number {
    return this.fromNs + (bin + 1) * this.binNs;
  }

  /** An instant at the edge of two bins belongs to the one that ends there: bins that are over then hold all until then. */
  private binAt(timeNs: number): number {
    if (timeNs < this.fromNs || timeNs > this.toNs) return -1;
    return Math.max(0, Math.ceil((timeNs - this.fromNs) / this.binNs) - 1);
  }

  private joinPairs(row: Float64Array, isLevel: boolean): void {
    const half = Math.ceil(row.length / 2);
    for (let i = 0; i < half; i++) {
      const [first, second] = [row[2 * i]!, row[2 * i + 1] ?? (isLevel ? Number.NaN : 0)];
      row[i] = isLevel ? (Number.isNaN(second) ? first : second) : first + second;
    }
    row.fill(isLevel ? Number.NaN : 0, half);
  }
}
