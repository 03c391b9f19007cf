import type { Neuron } from '../../../network/spiking/spiking-graph.ts';
import type { Grade } from '../../target.ts';
import type { ChipDesign } from './chip-design.ts';
import type { ChipPower } from './chip-power.ts';
import type { LastingCurrent } from './lasting-current.ts';

/** What a core can hold; null where nothing was published. */
export interface CoreLimits {
  readonly neurons: number | null;
  readonly synapses: number | null;
  readonly synapseBytes: number | null;
  readonly axonsIn: number | null;
  readonly axonsOut: number | null;
  readonly fanOut: number | null;
  /** Populations, inputs aside. */
  readonly layers: number | null;
  /** Of all cores together. */
  readonly allSynapseBytes: number | null;
}

/** A chip on which spikes can be simulated, with what its numbers are worth. */
export interface ChipTarget {
  readonly id: string;
  readonly name: string;
  readonly boundary: string;
  readonly design: ChipDesign;
  readonly power: ChipPower;
  readonly limits: CoreLimits;
  /** Bits of signed whole weights; null: any. */
  readonly weightBits: number | null;
  readonly models: readonly Neuron['kind'][] | null;
  readonly resets: readonly string[] | null;
  /** null: not known that currents may last. */
  readonly lastingCurrent: LastingCurrent | null;
  /** Nothing marks steps: a rate code runs without them. */
  readonly clockless: boolean;
  /** s; null: as fast as it goes, or unknown. */
  readonly tickS: number | null;
  /** Whether the time of a step says anything, and which parts of energy are missing, in words. */
  readonly timeKnown: boolean;
  readonly unknown: readonly string[];
  readonly grade: Grade;
  /** Energies, times and powers of the chip, and those of them that have an interval. */
  readonly constants: { readonly all: number; readonly withInterval: number };
}
