import type { SomaUnit } from './chip-design.ts';
import type { EventCost } from './event-cost.ts';

const free: EventCost = { energyJ: 0, timeS: 0 };

/** Soma units of a chip described by a profile: the first computes neurons, the second hands inputs on. */
export const somaUnits = (access: EventCost, update: EventCost, spike: EventCost): readonly SomaUnit[] => [
  { name: 'neuron', model: 'neuron', access, update, spike, potentialQuantum: 0 },
  // Spikes from outside cost what sending them costs; nothing is computed for them.
  { name: 'input', model: 'input', access: free, update: free, spike: free, potentialQuantum: 0 },
];
