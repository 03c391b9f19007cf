import type { Recording } from './recording.ts';

/** A layer with multiply-accumulates (of a spiking form: with synapses), in the mean over the scored samples. */
export interface UnitLayer {
  readonly name: string;
  /** Inputs that the gate left; of a spiking form spikes into the layer over all steps. Null: not counted. */
  readonly activeInputs: number | null;
  /** Multiply-accumulates that were needed; of a spiking form synaptic events. Null: not counted. */
  readonly macs: number | null;
  /** The same at the point of the network that needs most. */
  readonly mostMacs: number | null;
}

/** One unit of a target, and what a policy had it do. */
export interface TargetUnit {
  readonly name: string;
  readonly states: readonly {
    readonly name: string;
    readonly powerW: number;
    readonly afterNs: number;
    readonly wakeNs: number;
    readonly wakeEnergyJ: number;
  }[];
  readonly memories: Recording['memories'];
  /** Options of which a part ran on it in the recorded run, most passes first. */
  readonly options: readonly { readonly id: string; readonly passes: number }[];
  /** Of the first of these options that is planned for this unit; empty where there is none. */
  readonly layers: readonly UnitLayer[];
  /** That option, and its form. */
  readonly layersOf: string | null;
  readonly numericForm: string | null;
}
