const length = 2 ** 16;

/** Arrival times of waiting customers, first in, first out. A server at 80% load never has 65,536 of them. */
export class WaitingLine {
  size = 0;
  private readonly times = new Float64Array(length);
  private first = 0;

  push(timeNs: number): void {
    if (this.size === length) throw new Error(`${length} customers wait: the load must be under 1`);
    this.times[(this.first + this.size++) & (length - 1)] = timeNs;
  }

  shift(): number {
    const time = this.times[this.first]!;
    this.first = (this.first + 1) & (length - 1);
    this.size--;
    return time;
  }
}
