import type { ChipDesign } from '../chip-design.ts';
import type { ChipNetwork } from '../chip-network.ts';
import type { SomaState } from '../soma-state.ts';
import { CoreHeap } from './core-heap.ts';
import { InFlight } from './in-flight.ts';
import type { StepTiming } from './step-timing.ts';

/** In place of a message: the core sends no more. */
const none = -1;

/**
 * Messages one by one in the order in which they are sent, each delayed by how full its route is, as SANA-FE's
 * *detailed* model does it. With M the sum of densities along a route of h hops, d the mean time that receiving cores
 * need for the messages under way and B the buffer of a link:
 *
 *     sent    += max(0, M - (h+1) B) d
 *     arrival  = sent + max(time of the hops, M d / (h+1))
 *     taken in = max(arrival, core free);  core free = taken in + its processing time
 *
 * and the core sends its next message after the time that it needs to make it.
 */
export class SemiAnalytic implements StepTiming {
  readonly #network: ChipNetwork;
  readonly #design: ChipDesign;
  readonly #inFlight: InFlight;
  readonly #heap: CoreHeap;
  readonly #coreFree: Float64Array;
  /** By core: the spike and the message that it sends next. */
  readonly #spike: Int32Array;
  readonly #message: Int32Array;
  /** Messages that waited because their route was full, so far, and how long, s. */
  blocked = 0;
  blockedS = 0;

  constructor(design: ChipDesign, network: ChipNetwork) {
    const cores = design.coreKind.length;
    this.#design = design;
    this.#network = network;
    this.#inFlight = new InFlight(design);
    this.#heap = new CoreHeap(cores);
    this.#coreFree = new Float64Array(cores);
    this.#spike = new Int32Array(cores);
    this.#message = new Int32Array(cores);
  }

  stepS(s: SomaState): number {
    const { messageCore, synapseStart, processingS, messageS, synapseS } = this.#network;
    const { coreTile, height, linkBuffer, hops: hop } = this.#design;
    const northS = hop.north.timeS;
    const eastS = hop.east.timeS;
    const southS = hop.south.timeS;
    const westS = hop.west.timeS;
    const heap = this.#heap;
    const inFlight = this.#inFlight;
    const coreFree = this.#coreFree.fill(0);
    inFlight.clear();
    this.#start(s);
    let lastS = 0;
    while (heap.size > 0) {
      const core = heap.topCore;
      let sentS = heap.topTime;
      heap.pop();
      if (sentS > lastS) lastS = sentS;
      const m = this.#message[core]!;
      if (m === none) continue;
      inFlight.release(sentS);
      const to = messageCore[m]!;
      const a = coreTile[core]!;
      const b = coreTile[to]!;
      const dx = ((b / height) | 0) - ((a / height) | 0);
      const dy = (b % height) - (a % height);
      const hops = Math.abs(dx) + Math.abs(dy);
      const hopsS = (dx > 0 ? dx * eastS : -dx * westS) + (dy > 0 ? dy * northS : -dy * southS);
      const takesS = processingS
        ? processingS[m]!
        : messageS + (synapseStart[m + 1]! - synapseStart[m]!) * synapseS;
      const along = inFlight.along(core, to);
      const excess = along - (hops + 1) * linkBuffer;
      if (excess > 0) {
        const waits = excess * inFlight.meanS;
        sentS += waits;
        this.blocked++;
        this.blockedS += waits;
      }
      const congestedS = (along * inFlight.meanS) / (hops + 1);
      const arrivalS = sentS + (hopsS > congestedS ? hopsS : congestedS);
      const takenS = arrivalS > coreFree[to]! ? arrivalS : coreFree[to]!;
      coreFree[to] = takenS + takesS;
      if (coreFree[to]! > lastS) lastS = coreFree[to]!;
      inFlight.add(core, to, hops, takenS, takesS);
      this.#advance(s, core, sentS);
    }
    return lastS;
  }

  #start(s: SomaState): void {
    this.#heap.clear();
    for (let core = 0; core < this.#spike.length; core++) {
      this.#spike[core] = s.coreFired[core]! - 1;
      this.#nextSpike(s, core, 0);
    }
  }

  /** Queues what a core sends after the message sent at `sentS`. */
  #advance(s: SomaState, core: number, sentS: number): void {
    const m = this.#message[core]! + 1;
    const slot = s.firedSlot[this.#spike[core]!]!;
    if (m < this.#network.messageStart[slot + 1]!) {
      this.#message[core] = m;
      this.#heap.push(core, sentS + this.#network.axonOutS[core]!);
    } else this.#nextSpike(s, core, sentS);
  }

  /** Queues the core's next spike that sends messages; without one, the time that its last neurons take. */
  #nextSpike(s: SomaState, core: number, sentS: number): void {
    const { messageStart, axonOutS } = this.#network;
    const end = s.coreFired[core + 1]!;
    for (let k = this.#spike[core]! + 1; k < end; k++) {
      const slot = s.firedSlot[k]!;
      const first = messageStart[slot]!;
      if (first === messageStart[slot + 1]) continue;
      this.#spike[core] = k;
      this.#message[core] = first;
      this.#heap.push(core, sentS + s.firedLagS[k]! + axonOutS[core]!);
      return;
    }
    this.#message[core] = none;
    if (s.trailingS[core]! > 0) this.#heap.push(core, sentS + s.trailingS[core]!);
  }
}
