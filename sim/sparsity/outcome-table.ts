import type { OperatingPoint } from './operating-point.ts';

/** fp32, an int8 recipe, or a spiking code with its number of steps. Accuracy belongs to a numeric form. */
export type NumericForm = ExecutedForm | SpikingForm | `rate-${number}`;

/**
 * Spiking codes of which points say how many steps they take (docs/neuromorphic.md); `rate-N` is the form of the older Loihi
 * model, which takes N steps at every point.
 */
export type SpikingForm = 'rate' | 'rate-zero' | 'latency' | 'sigma-delta' | 'folded';

/** Forms that the kernels execute on images; `int8` is the recipe int8-ptq-v1 (`quantisePlan`). */
export type ExecutedForm = 'fp32' | 'int8';

/** What a table is a pure function of; the cache key is the hash of all of it. */
export interface OutcomeKey {
  readonly networkHash: string;
  readonly kernelHash: string;
  readonly dataHash: string;
  readonly pointsHash: string;
  readonly numericForm: NumericForm;
  /** int8 only: of the recipe and the activation ranges (`hashInt8`). */
  readonly calibrationHash?: string;
}

/**
 * What the real kernels did for every (point, sample). Arrays are indexed [point][sample] or
 * [point][sample][layer], flattened; `layers` are the operators with multiply-accumulates, in execution order.
 */
export interface OutcomeTable {
  readonly key: OutcomeKey;
  readonly network: string;
  readonly data: string;
  readonly sampleCount: number;
  readonly points: readonly OperatingPoint[];
  readonly layers: readonly string[];
  readonly labels: Uint8Array;
  readonly conditions: Uint8Array;
  readonly topClass: Uint8Array;
  /** Softmax probability of the top class, in units of 1/65535. */
  readonly confidence: Uint16Array;
  /** Input elements of the layer that the gate left (all of them where the layer is not gated). */
  readonly activeInputs: Uint16Array;
  /** Multiply-accumulates with a weight in an active block and an input that the gate left. */
  readonly effectiveMacs: Uint32Array;
  /**
   * Spiking forms only: [point][sample][counter], flattened; names in sim/targets/neuromorphic/spike-counters.ts, for points
   * with steps in points/chip-counters.ts, whose tables have no layers. There `activeInputs` are spikes into a layer over all steps and
   * `effectiveMacs` its synaptic events.
   */
  readonly spikeCounters?: Float64Array;
}
