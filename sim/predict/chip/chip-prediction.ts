import type { PredictedRange } from '../../calibration/class-model.ts';
import type { Grade } from '../../targets/target.ts';

/** One inference on a neuromorphic chip, spike by spike. What nobody published is null, and named in `unknown`. */
export interface ChipPrediction {
  readonly schemaVersion: '1.0';
  readonly network: {
    readonly id: string;
    readonly neurons: number;
    readonly synapses: number;
    /** Of a converted network; null for a spiking one. */
    readonly point: string | null;
  };
  readonly target: { readonly id: string; readonly name: string; readonly class: string };
  /** The code of a converted network. */
  readonly runtime: string | null;
  readonly steps: number;
  /** What was put in, in words, and how many times the mean is over. */
  readonly input: string;
  readonly inputs: number;
  /** Null where it does not fit. */
  readonly placement: {
    readonly cores: number;
    readonly ofCores: number;
    readonly synapseBytes: number;
  } | null;
  readonly fits: boolean;
  /** Why it does not fit, with the mapper's numbers; else null. */
  readonly refusal: string | null;
  readonly latencyMs: PredictedRange | null;
  /** Of all parts that are known. */
  readonly energyJ: PredictedRange | null;
  readonly energyByCause: {
    readonly synapses: number | null;
    readonly neurons: number | null;
    readonly messages: number | null;
    readonly static: number | null;
  } | null;
  /** Mean of an inference. */
  readonly counts: {
    readonly spikes: number;
    readonly updates: number;
    readonly messages: number;
    readonly hops: number;
    readonly synapticEvents: number;
  } | null;
  /** Power between inferences, and the mean with one every `everyS`, W; null where it was not asked or is not known. */
  readonly restPowerW: number | null;
  readonly meanPowerW: number | null;
  /** Of the converted network on test images; null where none were simulated. */
  readonly accuracy: {
    readonly value: number;
    readonly low: number;
    readonly high: number;
    readonly before: number;
    readonly samples: number;
  } | null;
  readonly boundary: string;
  readonly grade: Grade;
  readonly constants: { readonly all: number; readonly withInterval: number };
  readonly unknown: readonly string[];
  readonly notes: readonly string[];
}
