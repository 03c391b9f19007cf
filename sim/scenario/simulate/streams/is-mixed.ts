import type { SimulatedStreams } from './simulated-streams.ts';

/** Whether streams differ in criticality: those of one kind queue as one. */
export const isMixed = (streams: SimulatedStreams | undefined): streams is SimulatedStreams =>
  streams?.high.includes(true) === true && streams.high.includes(false);
