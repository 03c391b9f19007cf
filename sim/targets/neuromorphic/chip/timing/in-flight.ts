import type { ChipDesign } from '../chip-design.ts';
import { CoreHeap } from './core-heap.ts';

/**
 * The messages under way on a mesh, as densities on links: a message over h hops adds 1/(h+2) to each of the h+1 links
 * of its XY route, the one out of its core and those between tiles, from being sent until its core takes it in. Source
 * of the densities and of the running mean: SANA-FE, timing model "detailed".
 *
 * Plain fields throughout: this is the innermost part of the semi-analytic model, entered three times a message.
 */
export class InFlight {
  /** Mean time that receiving cores need for the messages under way, s. */
  meanS = 0;
  count = 0;
  /** Hops of the route that `along` looked at last. */
  hops = 0;
  private readonly density: Float64Array;
  /** By core: its tile's column and row, and its own link and that of its tile's first direction in `density`. */
  private readonly column: Int32Array;
  private readonly row: Int32Array;
  private readonly ownLink: Int32Array;
  private readonly tileLink: Int32Array;
  private readonly perRow: number;
  private readonly perColumn: number;
  /** Messages under way to a core, in the order in which it takes them in, as a list. */
  private readonly head: Int32Array;
  private readonly tail: Int32Array;
  private readonly arrivals: CoreHeap;
  private free = -1;
  private next = new Int32Array(0);
  private receivedS = new Float64Array(0);
  private processingS = new Float64Array(0);
  private source = new Int32Array(0);
  /** When the first of all is taken in, s. */
  private earliestS = Number.POSITIVE_INFINITY;

  constructor({ width, height, coreTile, coreSlot }: ChipDesign) {
    const cores = coreTile.length;
    const links = 4 + coreSlot.reduce((most, slot) => Math.max(most, slot + 1), 1);
    this.density = new Float64Array(width * height * links);
    this.column = Int32Array.from(coreTile, (tile) => Math.floor(tile / height));
    this.row = Int32Array.from(coreTile, (tile) => tile % height);
    this.tileLink = Int32Array.from(coreTile, (tile) => tile * links);
    this.ownLink = Int32Array.from(coreTile, (tile, core) => tile * links + 4 + coreSlot[core]!);
    this.perRow = links;
    this.perColumn = height * links;
    this.head = new Int32Array(cores).fill(-1);
    this.tail = new Int32Array(cores).fill(-1);
    this.arrivals = new CoreHeap(cores);
    this.grow();
  }

  clear(): void {
    this.release(Number.MAX_VALUE);
    this.density.fill(0);
    this.meanS = 0;
    this.count = 0;
  }

  /** Takes out what has been taken in by its core at time t. */
  release(t: number): void {
    if (this.earliestS > t) return;
    const { arrivals, next, head, receivedS, processingS, source } = this;
    while (arrivals.topTime <= t) {
      const core = arrivals.topCore;
      const entry = head[core]!;
      const after = next[entry]!;
      head[core] = after;
      if (after === -1) {
        this.tail[core] = -1;
        arrivals.pop();
      } else arrivals.replaceTop(core, receivedS[after]!);
      this.remove(source[entry]!, core, processingS[entry]!);
      next[entry] = this.free;
      this.free = entry;
    }
    this.earliestS = arrivals.topTime;
  }

  /** Sum of the densities along a route. */
  along(from: number, to: number): number {
    const { density, perRow, perColumn } = this;
    const dx = this.column[to]! - this.column[from]!;
    const dy = this.row[to]! - this.row[from]!;
    let sum = density[this.ownLink[from]!]!;
    let link = this.tileLink[from]!;
    const alongRow = dx > 0 ? perColumn : -perColumn;
    for (let i = dx > 0 ? dx : -dx; i > 0; i--) {
      link += alongRow;
      sum += density[link + (dx > 0 ? 1 : 3)]!;
    }
    const alongColumn = dy > 0 ? perRow : -perRow;
    for (let i = dy > 0 ? dy : -dy; i > 0; i--) {
      link += alongColumn;
      sum += density[link + (dy > 0 ? 0 : 2)]!;
    }
    this.hops = (dx < 0 ? -dx : dx) + (dy < 0 ? -dy : dy);
    return sum;
  }

  add(from: number, to: number, receivedS: number, processingS: number): void {
    this.change(from, to, 1);
    this.meanS += (processingS - this.meanS) / (this.count + 1);
    this.count++;
    if (this.free === -1) this.grow();
    const entry = this.free;
    this.free = this.next[entry]!;
    this.next[entry] = -1;
    this.receivedS[entry] = receivedS;
    this.processingS[entry] = processingS;
    this.source[entry] = from;
    const tail = this.tail[to]!;
    this.tail[to] = entry;
    if (tail !== -1) this.next[tail] = entry;
    else {
      this.head[to] = entry;
      this.arrivals.push(to, receivedS);
      if (receivedS < this.earliestS) this.earliestS = receivedS;
    }
  }

  private remove(from: number, to: number, processingS: number): void {
    this.change(from, to, -1);
    if (this.count > 1) this.meanS += (this.meanS - processingS) / (this.count - 1);
    else this.meanS = 0;
    this.count--;
  }

  /** Adds a message to every link of its route, or takes it off. */
  private change(from: number, to: number, sign: number): void {
    const { density, perRow, perColumn } = this;
    const dx = this.column[to]! - this.column[from]!;
    const dy = this.row[to]! - this.row[from]!;
    const share = sign / ((dx < 0 ? -dx : dx) + (dy < 0 ? -dy : dy) + 2);
    density[this.ownLink[from]!]! += share;
    let link = this.tileLink[from]!;
    const alongRow = dx > 0 ? perColumn : -perColumn;
    for (let i = dx > 0 ? dx : -dx; i > 0; i--) {
      link += alongRow;
      density[link + (dx > 0 ? 1 : 3)]! += share;
    }
    const alongColumn = dy > 0 ? perRow : -perRow;
    for (let i = dy > 0 ? dy : -dy; i > 0; i--) {
      link += alongColumn;
      density[link + (dy > 0 ? 0 : 2)]! += share;
    }
  }

  private grow(): void {
    const old = this.next.length;
    const length = Math.max(256, 2 * old);
    const larger = <T extends Int32Array | Float64Array>(fresh: T, from: T): T => {
      fresh.set(from);
      return fresh;
    };
    this.next = larger(new Int32Array(length), this.next);
    this.receivedS = larger(new Float64Array(length), this.receivedS);
    this.processingS = larger(new Float64Array(length), this.processingS);
    this.source = larger(new Int32Array(length), this.source);
    for (let entry = old; entry < length; entry++) this.next[entry] = entry + 1 < length ? entry + 1 : -1;
    this.free = old;
  }
}
