/** Times that are added one by one; their number is not known before. */
export class GrowingTimes {
  private data: Float64Array;
  private length = 0;

  /** @param expected about how many there will be */
  constructor(expected: number) {
    this.data = new Float64Array(Math.ceil(1.2 * expected) + 16);
  }

  /** Adds a time, rounded down to whole ns. */
  push(timeNs: number): void {
    if (this.length === this.data.length) {
      const longer = new Float64Array(2 * this.length);
      longer.set(this.data);
      this.data = longer;
    }
    this.data[this.length++] = Math.floor(timeNs);
  }

  take(): Float64Array {
    return this.data.slice(0, this.length);
  }
}
