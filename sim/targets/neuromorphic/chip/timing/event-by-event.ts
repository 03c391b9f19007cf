import { Environment } from '../../../../engine/environment.ts';
import type { ChipDesign } from '../chip-design.ts';
import type { ChipNetwork } from '../chip-network.ts';
import type { SomaState } from '../soma-state.ts';
import type { StepTiming } from './step-timing.ts';

const none = -1;

/**
 * Every message hop by hop on the engine. Each core has an outgoing link, each tile an incoming link from each
 * neighbour, each link a first-in-first-out buffer of the design's size. The message at the head of a link moves on to the
 * next link of its XY route when that has room, which takes the time of one hop; at its tile it waits for its core, which
 * takes messages in one at a time. A core whose outgoing link is full waits. XY order has no cycles of waiting links, so
 * nothing can stall for good.
 *
 * Time is in whole picoseconds: one unit of the engine's clock is one of them.
 */
export class EventByEvent implements StepTiming {
  /** Messages that found the link out of their core full, so far. */
  blocked = 0;
  /** Messages that moved between tiles, so far. */
  hopped = 0;
  private readonly network: ChipNetwork;
  private readonly column: Int32Array;
  private readonly row: Int32Array;
  private readonly coreTile: Uint16Array;
  private readonly height: number;
  private readonly perTile: number;
  private readonly slots: Uint8Array;
  private readonly buffer: number;
  private readonly hopPs: readonly number[];
  private readonly cores: number;
  /** By link: a ring of the messages in it, and its places that are taken, by those under way to it as well. */
  private readonly ring: Int32Array;
  private readonly head: Int32Array;
  private readonly filled: Int32Array;
  private readonly taken: Int32Array;
  /** By link: links whose head waits for room in it, as a list through `nextWaiting`; cores that wait come last. */
  private readonly waiting: Int32Array;
  private readonly nextWaiting: Int32Array;
  private readonly coreBusy: Uint8Array;
  /** By core: the first link whose head waits for the core, as a list through `nextWaiting`. */
  private readonly coreWaiting: Int32Array;
  private readonly spike: Int32Array;
  private readonly message: Int32Array;
  private lastPs = 0;
  private kinds = { send: 0, arrive: 0, free: 0 };
  private s!: SomaState;
  private env!: Environment;

  constructor(design: ChipDesign, network: ChipNetwork) {
    const cores = design.coreKind.length;
    this.network = network;
    this.cores = cores;
    this.height = design.height;
    this.coreTile = design.coreTile;
    this.slots = design.coreSlot;
    this.column = Int32Array.from(design.coreTile, (tile) => Math.floor(tile / design.height));
    this.row = Int32Array.from(design.coreTile, (tile) => tile % design.height);
    this.perTile = 4 + design.coreSlot.reduce((most, slot) => Math.max(most, slot + 1), 1);
    this.buffer = design.linkBuffer;
    const { north, east, south, west } = design.hops;
    this.hopPs = [north, east, south, west].map(({ timeS }) => Math.round(timeS * 1e12));
    const links = design.width * design.height * this.perTile;
    this.ring = new Int32Array(links * this.buffer);
    this.head = new Int32Array(links);
    this.filled = new Int32Array(links);
    this.taken = new Int32Array(links);
    this.waiting = new Int32Array(links);
    this.nextWaiting = new Int32Array(links + cores);
    this.coreBusy = new Uint8Array(cores);
    this.coreWaiting = new Int32Array(cores);
    this.spike = new Int32Array(cores);
    this.message = new Int32Array(cores);
  }

  stepS(s: SomaState): number {
    this.s = s;
    this.lastPs = 0;
    this.filled.fill(0);
    this.taken.fill(0);
    this.waiting.fill(none);
    this.coreBusy.fill(0);
    this.coreWaiting.fill(none);
    const env = new Environment();
    this.env = env;
    const send = env.kind('send', (core) => this.send(core));
    const arrive = env.kind('arrive', (link, to) => this.arrive(link, to));
    const free = env.kind('free', (core) => this.coreFree(core));
    this.kinds = { send, arrive, free };
    for (let core = 0; core < this.cores; core++) {
      this.spike[core] = s.coreFired[core]! - 1;
      this.nextSpike(core);
    }
    env.run();
    return this.lastPs * 1e-12;
  }

  private nextSpike(core: number): void {
    const { messageStart, axonOutS } = this.network;
    const { s } = this;
    for (let k = this.spike[core]! + 1; k < s.coreFired[core + 1]!; k++) {
      const slot = s.firedSlot[k]!;
      if (messageStart[slot] === messageStart[slot + 1]) continue;
      this.spike[core] = k;
      this.message[core] = messageStart[slot]!;
      this.env.post(ps(s.firedLagS[k]! + axonOutS[core]!), this.kinds.send, core, 0);
      return;
    }
    this.message[core] = none;
    this.lastPs = Math.max(this.lastPs, this.env.now + ps(s.trailingS[core]!));
  }

  /** A core has a message ready. */
  private send(core: number): void {
    this.lastPs = Math.max(this.lastPs, this.env.now);
    const link = this.coreTile[core]! * this.perTile + 4 + this.slots[core]!;
    if (this.taken[link]! >= this.buffer) {
      this.blocked++;
      this.wait(this.waiting, link, this.head.length + core);
      return;
    }
    this.enter(link, this.message[core]!);
    const m = this.message[core]! + 1;
    const slot = this.s.firedSlot[this.spike[core]!]!;
    if (m < this.network.messageStart[slot + 1]!) {
      this.message[core] = m;
      this.env.post(ps(this.network.axonOutS[core]!), this.kinds.send, core, 0);
    } else this.nextSpike(core);
  }

  private enter(link: number, message: number): void {
    this.taken[link]!++;
    this.append(link, message);
  }

  private append(link: number, message: number): void {
    const { buffer } = this;
    this.ring[link * buffer + ((this.head[link]! + this.filled[link]!) % buffer)] = message;
    this.filled[link]!++;
    if (this.filled[link] === 1) this.forward(link);
  }

  /** Sees how the message at the head of a link moves on. */
  private forward(link: number): void {
    if (this.filled[link] === 0) return;
    const message = this.ring[link * this.buffer + this.head[link]!]!;
    const to = this.network.messageCore[message]!;
    const tile = Math.floor(link / this.perTile);
    const dx = this.column[to]! - Math.floor(tile / this.height);
    const dy = this.row[to]! - (tile % this.height);
    if (dx === 0 && dy === 0) {
      if (this.coreBusy[to] === 1) this.wait(this.coreWaiting, to, link);
      else this.takeIn(link, to);
      return;
    }
    const direction = dx > 0 ? 1 : dx < 0 ? 3 : dy > 0 ? 0 : 2;
    const step = [1, this.height, -1, -this.height][direction]!;
    const next = (tile + step) * this.perTile + direction;
    if (this.taken[next]! >= this.buffer) {
      this.wait(this.waiting, next, link);
      return;
    }
    // The place is taken at once, so that no two messages are on the way to one place.
    this.taken[next]!++;
    this.hopped++;
    this.env.post(this.hopPs[direction]!, this.kinds.arrive, link, next);
  }

  /** The head of a link has reached the next link. */
  private arrive(link: number, next: number): void {
    const message = this.ring[link * this.buffer + this.head[link]!]!;
    this.leave(link);
    this.append(next, message);
  }

  private takeIn(link: number, core: number): void {
    const message = this.ring[link * this.buffer + this.head[link]!]!;
    this.coreBusy[core] = 1;
    const { processingS, messageS, synapseS, synapseStart } = this.network;
    const takesS = processingS
      ? processingS[message]!
      : messageS + (synapseStart[message + 1]! - synapseStart[message]!) * synapseS;
    this.env.post(ps(takesS), this.kinds.free, core, 0);
    this.leave(link);
  }

  private coreFree(core: number): void {
    this.lastPs = Math.max(this.lastPs, this.env.now);
    this.coreBusy[core] = 0;
    const link = this.coreWaiting[core]!;
    if (link === none) return;
    this.coreWaiting[core] = this.nextWaiting[link]!;
    this.takeIn(link, core);
  }

  /** Takes the head out of a link: there is room for one that waits, and the next one may go. */
  private leave(link: number): void {
    this.head[link] = (this.head[link]! + 1) % this.buffer;
    this.filled[link]!--;
    this.taken[link]!--;
    const first = this.waiting[link]!;
    if (first !== none) {
      this.waiting[link] = this.nextWaiting[first]!;
      if (first >= this.head.length) this.send(first - this.head.length);
      else this.forward(first);
    }
    this.forward(link);
  }

  /** Puts a link, or a core counted after all links, at the end of a list of those that wait. */
  private wait(lists: Int32Array, list: number, who: number): void {
    this.nextWaiting[who] = none;
    let last = lists[list]!;
    if (last === none) {
      lists[list] = who;
      return;
    }
    while (this.nextWaiting[last] !== none) last = this.nextWaiting[last]!;
    this.nextWaiting[last] = who;
  }
}

const ps = (seconds: number): number => Math.round(seconds * 1e12);
