import type { SyntheticShape } from './synthetic-network.ts';

/** One run of SANA-FE (commit 8951ab0, built and run for this project): output of a simulator, not of hardware. */
export interface GoldenRun {
  readonly id: string;
  /** null: the DVS gesture network that SANA-FE ships. */
  readonly shape: SyntheticShape | null;
  readonly timing: 'simple' | 'detailed' | 'cycle';
  readonly steps: number;
  readonly fired: number;
  readonly updated: number;
  readonly messages: number;
  readonly events: number;
  readonly timeS: number;
  readonly synapsesJ: number;
  readonly somasJ: number;
  readonly messagesJ: number;
  readonly totalJ: number;
}

const a: SyntheticShape = { cores: 8, perCore: 128, messages: 4, synapses: 4, everyNth: 1 };
const b: SyntheticShape = { cores: 32, perCore: 256, messages: 8, synapses: 8, everyNth: 1 };
const sparse: SyntheticShape = { cores: 32, perCore: 256, messages: 8, synapses: 8, everyNth: 10 };

// biome-ignore format: a table
export const goldenRuns: readonly GoldenRun[] = [
  { id: 'dvs-1000-detailed', shape: null, timing: 'detailed', steps: 1000, fired: 364088, updated: 15552561, messages: 3724738, events: 51366924, timeS: 0.01893818, synapsesJ: 0.0012391, somasJ: 0.00131748, messagesJ: 0.0004465617, totalJ: 0.003003142 },
  { id: 'dvs-1000-simple', shape: null, timing: 'simple', steps: 1000, fired: 364088, updated: 15552561, messages: 3724738, events: 51366924, timeS: 0.01664677, synapsesJ: 0.0012391, somasJ: 0.00131748, messagesJ: 0.0004465617, totalJ: 0.003003142 },
  { id: 'dvs-128-detailed', shape: null, timing: 'detailed', steps: 128, fired: 38081, updated: 1346821, messages: 386640, events: 5437656, timeS: 0.002047568, synapsesJ: 0.0001312266, somasJ: 0.0001541385, messagesJ: 4.639512e-05, totalJ: 0.0003317602 },
  { id: 'dvs-128-simple', shape: null, timing: 'simple', steps: 128, fired: 38081, updated: 1346821, messages: 386640, events: 5437656, timeS: 0.001822706, synapsesJ: 0.0001312266, somasJ: 0.0001541385, messagesJ: 4.639512e-05, totalJ: 0.0003317602 },
  { id: 'dvs-16-cycle', shape: null, timing: 'cycle', steps: 16, fired: 1916, updated: 44105, messages: 19776, events: 302706, timeS: 0.000180282, synapsesJ: 7.297961e-06, somasJ: 1.638646e-05, messagesJ: 2.382229e-06, totalJ: 2.606665e-05 },
  { id: 'synth-A-detailed', shape: a, timing: 'detailed', steps: 100, fired: 102400, updated: 102400, messages: 409600, events: 1638400, timeS: 0.00172984, synapsesJ: 5.81632e-05, somasJ: 1.455104e-05, messagesJ: 4.589568e-05, totalJ: 0.0001186099 },
  { id: 'synth-A-simple', shape: a, timing: 'simple', steps: 100, fired: 102400, updated: 102400, messages: 409600, events: 1638400, timeS: 0.00169744, synapsesJ: 5.81632e-05, somasJ: 1.455104e-05, messagesJ: 4.589568e-05, totalJ: 0.0001186099 },
  { id: 'synth-B-detailed', shape: b, timing: 'detailed', steps: 100, fired: 819200, updated: 819200, messages: 6553600, events: 52428800, timeS: 0.0100616, synapsesJ: 0.001861222, somasJ: 0.0001164083, messagesJ: 0.0007702733, totalJ: 0.002747904 },
  { id: 'synth-B-simple', shape: b, timing: 'simple', steps: 100, fired: 819200, updated: 819200, messages: 6553600, events: 52428800, timeS: 0.00964272, synapsesJ: 0.001861222, somasJ: 0.0001164083, messagesJ: 0.0007702733, totalJ: 0.002747904 },
  { id: 'synth-Bs-detailed', shape: sparse, timing: 'detailed', steps: 100, fired: 82000, updated: 819200, messages: 656000, events: 5248000, timeS: 0.001110154, synapsesJ: 0.000186304, somasJ: 6.532036e-05, messagesJ: 7.710324e-05, totalJ: 0.0003287276 },
  { id: 'synth-Bs-simple', shape: sparse, timing: 'simple', steps: 100, fired: 82000, updated: 819200, messages: 656000, events: 5248000, timeS: 0.00109584, synapsesJ: 0.000186304, somasJ: 6.532036e-05, messagesJ: 7.710324e-05, totalJ: 0.0003287276 },
];
