import type { ChipDesign } from '../chip-design.ts';
import { CoreHeap } from './core-heap.ts';

/**
 * The messages under way on a mesh, as densities on links: a message over h hops adds 1/(h+2) to each of the h+1 links
 * of its XY route, the one out of its core and those between tiles, from being sent until its core takes it in. Source
 * of the densities and of the running mean: SANA-FE, timing model "detailed".
 */
export class InFlight {
  /** Mean time that receiving cores need for the messages under way, s. */
  meanS = 0;
  count = 0;
  readonly #density: Float64Array;
  readonly #linksPerTile: number;
  readonly #height: number;
  readonly #tile: Uint16Array;
  readonly #slot: Uint8Array;
  /** Messages under way to a core, in the order in which it takes them in, as a list. */
  readonly #head: Int32Array;
  readonly #tail: Int32Array;
  readonly #arrivals: CoreHeap;
  #free = -1;
  #next = new Int32Array(0);
  #receivedS = new Float64Array(0);
  #processingS = new Float64Array(0);
  #source = new Uint16Array(0);

  constructor(design: ChipDesign) {
    const cores = design.coreKind.length;
    this.#linksPerTile = 4 + design.coreSlot.reduce((most, slot) => Math.max(most, slot + 1), 1);
    this.#density = new Float64Array(design.width * design.height * this.#linksPerTile);
    this.#height = design.height;
    this.#tile = design.coreTile;
    this.#slot = design.coreSlot;
    this.#head = new Int32Array(cores).fill(-1);
    this.#tail = new Int32Array(cores).fill(-1);
    this.#arrivals = new CoreHeap(cores);
    this.#grow();
  }

  clear(): void {
    while (this.#arrivals.size > 0) this.release(this.#arrivals.topTime);
    this.#density.fill(0);
    this.meanS = 0;
    this.count = 0;
  }

  /** Takes out what has been taken in by its core at time t. */
  release(t: number): void {
    const arrivals = this.#arrivals;
    while (arrivals.topTime <= t && arrivals.size > 0) {
      const core = arrivals.topCore;
      const entry = this.#head[core]!;
      const after = this.#next[entry]!;
      this.#head[core] = after;
      if (after === -1) this.#tail[core] = -1;
      this.#remove(entry, core);
      this.#next[entry] = this.#free;
      this.#free = entry;
      arrivals.pop();
      if (after !== -1) arrivals.push(core, this.#receivedS[after]!);
    }
  }

  /** Sum of the densities along a route. */
  along(from: number, to: number): number {
    return this.#walk(from, to, 0);
  }

  add(from: number, to: number, hops: number, receivedS: number, processingS: number): void {
    this.#walk(from, to, 1 / (hops + 2));
    this.meanS += (processingS - this.meanS) / (this.count + 1);
    this.count++;
    if (this.#free === -1) this.#grow();
    const entry = this.#free;
    this.#free = this.#next[entry]!;
    this.#next[entry] = -1;
    this.#receivedS[entry] = receivedS;
    this.#processingS[entry] = processingS;
    this.#source[entry] = from;
    const tail = this.#tail[to]!;
    this.#tail[to] = entry;
    if (tail !== -1) this.#next[tail] = entry;
    else {
      this.#head[to] = entry;
      this.#arrivals.push(to, receivedS);
    }
  }

  #remove(entry: number, to: number): void {
    const from = this.#source[entry]!;
    this.#walk(from, to, -1 / (this.#hops(from, to) + 2));
    if (this.count > 1) this.meanS += (this.meanS - this.#processingS[entry]!) / (this.count - 1);
    else this.meanS = 0;
    this.count--;
  }

  #hops(from: number, to: number): number {
    const a = this.#tile[from]!;
    const b = this.#tile[to]!;
    const height = this.#height;
    return Math.abs(((a / height) | 0) - ((b / height) | 0)) + Math.abs((a % height) - (b % height));
  }

  /** Adds to every link of a route. @returns the sum over its links before that */
  #walk(from: number, to: number, add: number): number {
    const density = this.#density;
    const height = this.#height;
    const links = this.#linksPerTile;
    const a = this.#tile[from]!;
    const b = this.#tile[to]!;
    let link = a * links + 4 + this.#slot[from]!;
    let sum = density[link]!;
    density[link] = sum + add;
    let dx = ((b / height) | 0) - ((a / height) | 0);
    let dy = (b % height) - (a % height);
    let tile = a * links;
    if (dx !== 0) {
      const stride = dx > 0 ? height * links : -height * links;
      const direction = dx > 0 ? 1 : 3;
      for (dx = Math.abs(dx); dx > 0; dx--) {
        tile += stride;
        link = tile + direction;
        const d = density[link]!;
        sum += d;
        density[link] = d + add;
      }
    }
    if (dy !== 0) {
      const stride = dy > 0 ? links : -links;
      const direction = dy > 0 ? 0 : 2;
      for (dy = Math.abs(dy); dy > 0; dy--) {
        tile += stride;
        link = tile + direction;
        const d = density[link]!;
        sum += d;
        density[link] = d + add;
      }
    }
    return sum;
  }

  #grow(): void {
    const old = this.#next.length;
    const length = Math.max(256, 2 * old);
    const larger = <T extends Int32Array | Float64Array | Uint16Array>(fresh: T, from: T): T => {
      fresh.set(from);
      return fresh;
    };
    this.#next = larger(new Int32Array(length), this.#next);
    this.#receivedS = larger(new Float64Array(length), this.#receivedS);
    this.#processingS = larger(new Float64Array(length), this.#processingS);
    this.#source = larger(new Uint16Array(length), this.#source);
    for (let entry = old; entry < length; entry++) this.#next[entry] = entry + 1 < length ? entry + 1 : -1;
    this.#free = old;
  }
}
