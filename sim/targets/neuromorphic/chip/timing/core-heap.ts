/**
 * Cores by a time each, the earliest on top. Equal times come out in the order in which the heap of the C++ standard
 * library (libstdc++) gives them: cores that run in step tie all the time, and SANA-FE, which this is held against,
 * breaks ties by its heap.
 */
export class CoreHeap {
  size = 0;
  private readonly cores: Int32Array;
  /** Infinity beyond the last entry, so that the earliest of an empty heap is never. */
  private readonly times: Float64Array;

  constructor(cores: number) {
    this.cores = new Int32Array(cores + 1);
    this.times = new Float64Array(cores + 1).fill(Number.POSITIVE_INFINITY);
  }

  get topCore(): number {
    return this.cores[0]!;
  }

  /** Infinity when empty. */
  get topTime(): number {
    return this.times[0]!;
  }

  push(core: number, time: number): void {
    this.rise(this.size++, core, time);
  }

  /** Takes out the core on top. */
  pop(): void {
    const { cores, times } = this;
    const size = --this.size;
    const core = cores[size]!;
    const time = times[size]!;
    times[size] = Number.POSITIVE_INFINITY;
    if (size === 0) return;
    // The hole sinks to a leaf, by the right child where both are equal; then the last entry rises from there.
    let hole = 0;
    let child = 2;
    while (child < size) {
      if (times[child]! > times[child - 1]!) child--;
      times[hole] = times[child]!;
      cores[hole] = cores[child]!;
      hole = child;
      child = 2 * child + 2;
    }
    if (child === size) {
      times[hole] = times[child - 1]!;
      cores[hole] = cores[child - 1]!;
      hole = child - 1;
    }
    this.rise(hole, core, time);
  }

  /** Puts another entry in place of the one on top, cheaper than pop and push; the order of equal times is its own. */
  replaceTop(core: number, time: number): void {
    const { cores, times, size } = this;
    let at = 0;
    let child = 1;
    while (child < size) {
      if (child + 1 < size && times[child + 1]! < times[child]!) child++;
      if (!(times[child]! < time)) break;
      times[at] = times[child]!;
      cores[at] = cores[child]!;
      at = child;
      child = 2 * at + 1;
    }
    times[at] = time;
    cores[at] = core;
  }

  clear(): void {
    this.times.fill(Number.POSITIVE_INFINITY, 0, this.size);
    this.size = 0;
  }

  private rise(from: number, core: number, time: number): void {
    const { cores, times } = this;
    let at = from;
    while (at > 0) {
      const up = (at - 1) >> 1;
      if (!(times[up]! > time)) break;
      times[at] = times[up]!;
      cores[at] = cores[up]!;
      at = up;
    }
    times[at] = time;
    cores[at] = core;
  }
}
