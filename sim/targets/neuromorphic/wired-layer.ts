import type { Columns } from './columns.ts';
import type { Geometry } from './geometry.ts';

/** Formats of a synapse list on the chip; each has its own energy and time per event. */
export type SynapseFormat = 'conv' | 'sparse' | 'dense';

/** What placement needs to know of a layer: its shape and which synapses exist, not their values. */
export interface WiredLayer {
  /** The Conv or Gemm node. */
  readonly name: string;
  readonly geometry: Geometry;
  readonly columns: Columns;
  readonly format: SynapseFormat;
  /** Whether its neurons send spikes; outputs only accumulate. */
  readonly fires: boolean;
  /** Weights stored once and used by several columns: 1, or the pixels under a mean over pixels. */
  readonly columnsPerWeight: number;
  /** By neuron, [pixel][channel]: 1 where it is switched off and sends nothing. Absent: none is. */
  readonly silent?: Uint8Array;
  /** The same of the inputs that it reads; of the first layer only. */
  readonly silentInputs?: Uint8Array;
}
