import type { ChipNetwork } from '../chip-network.ts';
import type { SomaState } from '../soma-state.ts';
import type { StepTiming } from './step-timing.ts';

/**
 * The closed form that SANA-FE calls *simple*: the slower of sending and of receiving on the slowest core. Messages
 * never wait for one another. Source: SANA-FE, timing model "simple" (docs/neuromorphic.md).
 */
export class ClosedForm implements StepTiming {
  readonly #network: ChipNetwork;
  readonly #receiving: Float64Array;
  readonly #sending: Float64Array;

  constructor(network: ChipNetwork) {
    this.#network = network;
    this.#receiving = new Float64Array(network.axonInJ.length);
    this.#sending = new Float64Array(network.axonInJ.length);
  }

  /** Busy time of each core in the last step, s: sending and receiving. */
  get busyS(): { readonly sending: Float64Array; readonly receiving: Float64Array } {
    return { sending: this.#sending, receiving: this.#receiving };
  }

  stepS(s: SomaState): number {
    const { messageStart, messageCore, synapseStart, processingS, messageS, synapseS, axonOutS } =
      this.#network;
    const receiving = this.#receiving.fill(0);
    const sending = this.#sending;
    const { firedSlot, firedLagS, coreFired } = s;
    let slowest = 0;
    for (let core = 0; core < sending.length; core++) {
      let time = s.trailingS[core]!;
      const outS = axonOutS[core]!;
      for (let k = coreFired[core]!; k < coreFired[core + 1]!; k++) {
        const first = messageStart[firedSlot[k]!]!;
        const end = messageStart[firedSlot[k]! + 1]!;
        if (first === end) continue;
        time += firedLagS[k]! + (end - first) * outS;
        if (processingS) for (let m = first; m < end; m++) receiving[messageCore[m]!]! += processingS[m]!;
        else
          for (let m = first; m < end; m++)
            receiving[messageCore[m]!]! += messageS + (synapseStart[m + 1]! - synapseStart[m]!) * synapseS;
      }
      sending[core] = time;
      if (time > slowest) slowest = time;
    }
    for (let core = 0; core < receiving.length; core++) {
      if (receiving[core]! > slowest) slowest = receiving[core]!;
    }
    return slowest;
  }
}
