import type { ChipNetwork } from './chip-network.ts';
import type { SomaState } from './soma-state.ts';

/** What the spikes of one step caused. */
export interface Delivered {
  readonly messages: number;
  readonly events: number;
}

/**
 * Adds the weights of all synapses behind the spikes of a step to their targets.
 * @param spikesOf by slot: spikes so far, counted up
 */
export function deliver(
  network: ChipNetwork,
  s: SomaState,
  graded: boolean,
  spikesOf: Float64Array,
): Delivered {
  const { messageStart, synapseStart, delay } = network;
  const { firedSlot, firedCount } = s;
  let messages = 0;
  let events = 0;
  const next = s.arrived[(s.step + 1) % s.arrived.length]!;
  for (let k = 0; k < firedCount; k++) {
    const slot = firedSlot[k]!;
    const first = messageStart[slot]!;
    const end = messageStart[slot + 1]!;
    spikesOf[slot]!++;
    messages += end - first;
    const from = synapseStart[first]!;
    const to = synapseStart[end]!;
    events += to - from;
    if (delay) addDelayed(network, s, from, to, s.firedValue[k]!);
    else if (graded) addGraded(network, next, from, to, s.firedValue[k]!);
    else addPlain(network, next, from, to);
  }
  return { messages, events };
}

function addPlain({ target, weight }: ChipNetwork, into: Float64Array, from: number, to: number): void {
  for (let i = from; i < to; i++) into[target[i]!]! += weight[i]!;
}

function addGraded(
  { target, weight }: ChipNetwork,
  into: Float64Array,
  from: number,
  to: number,
  value: number,
): void {
  // Plus zero: a negative value times a zero weight must not look as if nothing had arrived.
  for (let i = from; i < to; i++) into[target[i]!]! += weight[i]! * value + 0;
}

function addDelayed(
  { target, weight, delay }: ChipNetwork,
  s: SomaState,
  from: number,
  to: number,
  value: number,
): void {
  for (let i = from; i < to; i++) {
    const into = s.arrived[(s.step + 1 + delay![i]!) % s.arrived.length]!;
    into[target[i]!]! += weight[i]! * value + 0;
  }
}
