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
  /** Messages that waited because their route was full, so far, and how long, s. */
  blocked = 0;
  blockedS = 0;
  private readonly network: ChipNetwork;
  private readonly inFlight: InFlight;
  private readonly heap: CoreHeap;
  private readonly coreFree: Float64Array;
  /** By core: the spike and the message that it sends next, and the first message of the spike after that. */
  private readonly spike: Int32Array;
  private readonly message: Int32Array;
  private readonly lastMessage: Int32Array;
  /** Times of XY routes from tile to tile, s; columns and rows by core. */
  private readonly column: Int32Array;
  private readonly row: Int32Array;
  private readonly linkBuffer: number;
  private readonly northS: number;
  private readonly eastS: number;
  private readonly southS: number;
  private readonly westS: number;

  constructor(design: ChipDesign, network: ChipNetwork) {
    const cores = design.coreKind.length;
    this.network = network;
    this.inFlight = new InFlight(design);
    this.heap = new CoreHeap(cores);
    this.coreFree = new Float64Array(cores);
    this.spike = new Int32Array(cores);
    this.message = new Int32Array(cores);
    this.lastMessage = new Int32Array(cores);
    this.column = Int32Array.from(design.coreTile, (tile) => Math.floor(tile / design.height));
    this.row = Int32Array.from(design.coreTile, (tile) => tile % design.height);
    this.linkBuffer = design.linkBuffer;
    this.northS = design.hops.north.timeS;
    this.eastS = design.hops.east.timeS;
    this.southS = design.hops.south.timeS;
    this.westS = design.hops.west.timeS;
  }

  stepS(s: SomaState): number {
    const { messageCore, synapseStart, processingS, messageS, synapseS, axonOutS } = this.network;
    const { heap, inFlight, message, lastMessage, column, row, linkBuffer, northS, eastS, southS, westS } =
      this;
    const coreFree = this.coreFree.fill(0);
    inFlight.clear();
    this.start(s);
    let lastS = 0;
    while (heap.size > 0) {
      const core = heap.topCore;
      let sentS = heap.topTime;
      heap.pop();
      if (sentS > lastS) lastS = sentS;
      const m = message[core]!;
      if (m === none) continue;
      inFlight.release(sentS);
      const to = messageCore[m]!;
      const dx = column[to]! - column[core]!;
      const dy = row[to]! - row[core]!;
      const hopsS = (dx > 0 ? dx * eastS : -dx * westS) + (dy > 0 ? dy * northS : -dy * southS);
      const takesS = processingS
        ? processingS[m]!
        : messageS + (synapseStart[m + 1]! - synapseStart[m]!) * synapseS;
      const along = inFlight.along(core, to);
      const links = inFlight.hops + 1;
      const excess = along - links * linkBuffer;
      if (excess > 0) {
        const waits = excess * inFlight.meanS;
        sentS += waits;
        this.blocked++;
        this.blockedS += waits;
      }
      const congestedS = (along * inFlight.meanS) / links;
      const arrivalS = sentS + (hopsS > congestedS ? hopsS : congestedS);
      const freeS = coreFree[to]!;
      const takenS = arrivalS > freeS ? arrivalS : freeS;
      const doneS = takenS + takesS;
      coreFree[to] = doneS;
      if (doneS > lastS) lastS = doneS;
      inFlight.add(core, to, takenS, takesS);
      if (m < lastMessage[core]!) {
        message[core] = m + 1;
        heap.push(core, sentS + axonOutS[core]!);
      } else this.nextSpike(s, core, sentS);
    }
    return lastS;
  }

  private start(s: SomaState): void {
    this.heap.clear();
    for (let core = 0; core < this.spike.length; core++) {
      this.spike[core] = s.coreFired[core]! - 1;
      this.nextSpike(s, core, 0);
    }
  }

  /** Queues the core's next spike that sends messages; without one, the time that its last neurons take. */
  private nextSpike(s: SomaState, core: number, sentS: number): void {
    const { messageStart, axonOutS } = this.network;
    const end = s.coreFired[core + 1]!;
    for (let k = this.spike[core]! + 1; k < end; k++) {
      const slot = s.firedSlot[k]!;
      const first = messageStart[slot]!;
      const after = messageStart[slot + 1]!;
      if (first === after) continue;
      this.spike[core] = k;
      this.message[core] = first;
      this.lastMessage[core] = after - 1;
      this.heap.push(core, sentS + s.firedLagS[k]! + axonOutS[core]!);
      return;
    }
    this.message[core] = none;
    if (s.trailingS[core]! > 0) this.heap.push(core, sentS + s.trailingS[core]!);
  }
}
