import type { Geometry } from './geometry.ts';
import type { WiredLayer } from './wired-layer.ts';

/** What one core and the chip can hold. */
export interface CoreLimits {
  readonly cores: number;
  readonly coresPerTile: number;
  /** Tiles lie column by column: tile t is at column t div height, row t mod height. */
  readonly meshHeight: number;
  readonly compartmentsPerCore: number;
  readonly axonsInPerCore: number;
  readonly axonsOutPerCore: number;
  readonly synapseMemoryBytesPerCore: number;
}

/** Reset by subtraction takes two compartments a neuron on Loihi 1; an output that only accumulates takes one. */
export const compartmentsPerFiringNeuron = 2;

/** How a layer's neurons are cut: bands of output rows, and groups of neighbouring channels within a band. */
export interface Cut {
  readonly bands: number;
  readonly groupChannels: number;
}

/** Neurons of one layer on cores firstCore … firstCore + cores - 1, band by band, group by group. */
export interface PlacedLayer {
  readonly name: string;
  readonly firstCore: number;
  readonly cores: number;
  readonly neurons: number;
  readonly compartmentsPerNeuron: number;
  /** Core of each neuron, in the order [pixel][channel], counted from 0 on the chip. */
  readonly coreOf: Uint16Array;
}

/** The network on the chip; layer 0 is the input neurons. */
export interface Placement {
  readonly limits: CoreLimits;
  readonly firstCore: number;
  readonly cores: number;
  readonly layers: readonly PlacedLayer[];
}

/** Why a network does not fit. */
export interface PlacementRefusal {
  readonly layer: string;
  readonly memory: string;
  readonly needed: number;
  readonly available: number;
  readonly unit: 'compartments' | 'axons' | 'bytes' | 'cores';
}

/** Output rows of band b when `height` rows are cut into `bands`. */
function bandRows(height: number, bands: number, band: number): readonly [number, number] {
  return [Math.floor((band * height) / bands), Math.floor(((band + 1) * height) / bands)];
}

/** Places `neurons` = height * width * channels by a cut, starting at a core. */
export function placeLayer(
  name: string,
  shape: { readonly height: number; readonly width: number; readonly channels: number },
  cut: Cut,
  firstCore: number,
  compartmentsPerNeuron: number,
): PlacedLayer {
  const { height, width, channels } = shape;
  const groups = Math.ceil(channels / cut.groupChannels);
  const coreOf = new Uint16Array(height * width * channels);
  for (let band = 0; band < cut.bands; band++) {
    const [from, to] = bandRows(height, cut.bands, band);
    for (let pixel = from * width; pixel < to * width; pixel++) {
      for (let c = 0; c < channels; c++) {
        coreOf[pixel * channels + c] = firstCore + band * groups + Math.floor(c / cut.groupChannels);
      }
    }
  }
  return {
    name,
    firstCore,
    cores: cut.bands * groups,
    neurons: coreOf.length,
    compartmentsPerNeuron,
    coreOf,
  };
}

/**
 * The cuts of a layer that may fit, fewest cores first, then those that send the fewest messages: each source neuron
 * sends one message to every core that it has synapses on.
 */
export function cutsOf(shape: Geometry, compartmentsPerNeuron: number, limits: CoreLimits): readonly Cut[] {
  const cuts: Cut[] = [];
  for (let bands = 1; bands <= shape.outHeight; bands++) {
    const pixels = Math.ceil(shape.outHeight / bands) * shape.outWidth;
    const neurons = Math.floor(limits.compartmentsPerCore / compartmentsPerNeuron);
    // Groups of whole 4x1 blocks, so that no block is cut in two.
    for (let channels = 4; ; channels += 4) {
      const groupChannels = Math.min(channels, shape.outChannels);
      if (groupChannels * pixels > neurons) break;
      cuts.push({ bands, groupChannels });
      if (groupChannels === shape.outChannels) break;
    }
  }
  const cores = (c: Cut) => c.bands * Math.ceil(shape.outChannels / c.groupChannels);
  const fanOut = (c: Cut) =>
    Math.ceil(shape.outChannels / c.groupChannels) *
    (1 + (c.bands - 1) * (shape.kernelHeight / shape.inHeight));
  return cuts.sort((a, b) => cores(a) - cores(b) || fanOut(a) - fanOut(b));
}

/**
 * Bytes of the synapse lists of a core: one byte a weight, and where lists are not contiguous ('sparse') one byte for
 * the target, each list rounded up to the 64-bit words of the memory. Connection sharing: a kernel's list is stored
 * once a core, whatever the number of pixels, as NxTF does on Loihi.
 */
export function listBytes(entries: number, layer: WiredLayer): number {
  return 8 * Math.ceil((entries * (layer.format === 'sparse' ? 2 : 1)) / 8);
}
