/**
 * Cores by a time each, the earliest on top. Equal times come out in the order in which the heap of the C++ standard
 * library (libstdc++) gives them: cores that run in step tie all the time, and SANA-FE, which this is held against,
 * breaks ties by its heap.
 */
export class CoreHeap {
  size = 0;
  readonly #core: Int32Array;
  readonly #time: Float64Array;

  constructor(cores: number) {
    this.#core = new Int32Array(cores + 1);
    this.#time = new Float64Array(cores + 1);
  }

  get topCore(): number {
    return this.#core[0]!;
  }

  /** Infinity when empty. */
  get topTime(): number {
    return this.size === 0 ? Number.POSITIVE_INFINITY : this.#time[0]!;
  }

  push(core: number, time: number): void {
    this.#rise(this.size++, core, time);
  }

  /** Takes out the core on top. */
  pop(): void {
    const cores = this.#core;
    const times = this.#time;
    const size = --this.size;
    const core = cores[size]!;
    const time = times[size]!;
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
    this.#rise(hole, core, time);
  }

  clear(): void {
    this.size = 0;
  }

  #rise(from: number, core: number, time: number): void {
    const cores = this.#core;
    const times = this.#time;
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
