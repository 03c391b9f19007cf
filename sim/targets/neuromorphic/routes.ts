import { type Taps, tapsOf } from './geometry.ts';
import type { CoreLimits, PlacedLayer } from './placement.ts';
import type { WiredLayer } from './wired-layer.ts';

/**
 * The messages that neurons send when they fire, one for each core on which the neuron has synapses: neuron n owns the
 * entries start[n] … start[n+1]-1. Hops are those of its messages together, on dimension-ordered (XY) routes.
 */
export interface Routes {
  readonly start: Uint32Array;
  readonly core: Uint16Array;
  /** Synapses the message meets at its core. */
  readonly synapses: Uint16Array;
  readonly hopsEastWest: Uint16Array;
  readonly hopsNorthSouth: Uint16Array;
}

/** Column and row of a core's tile. */
function tileOf(core: number, limits: CoreLimits): readonly [number, number] {
  const tile = Math.floor(core / limits.coresPerTile);
  return [Math.floor(tile / limits.meshHeight), tile % limits.meshHeight];
}

/** Builds routes from (neuron, core, synapses) triples that come neuron by neuron. */
export class RoutesBuilder {
  readonly #limits: CoreLimits;
  readonly #coreOf: Uint16Array;
  readonly #start: Uint32Array;
  readonly #core: number[] = [];
  readonly #synapses: number[] = [];
  readonly #eastWest: Uint16Array;
  readonly #northSouth: Uint16Array;

  /** @param coreOf core of each sending neuron */
  constructor(coreOf: Uint16Array, limits: CoreLimits) {
    this.#coreOf = coreOf;
    this.#limits = limits;
    this.#start = new Uint32Array(coreOf.length + 1);
    this.#eastWest = new Uint16Array(coreOf.length);
    this.#northSouth = new Uint16Array(coreOf.length);
  }

  add(neuron: number, core: number, synapses: number): void {
    const [x, y] = tileOf(this.#coreOf[neuron]!, this.#limits);
    const [toX, toY] = tileOf(core, this.#limits);
    this.#core.push(core);
    this.#synapses.push(synapses);
    this.#eastWest[neuron]! += Math.abs(toX - x);
    this.#northSouth[neuron]! += Math.abs(toY - y);
    this.#start[neuron + 1] = this.#core.length;
  }

  build(): Routes {
    for (let n = 1; n < this.#start.length; n++) {
      if (this.#start[n]! < this.#start[n - 1]!) this.#start[n] = this.#start[n - 1]!;
    }
    return {
      start: this.#start,
      core: Uint16Array.from(this.#core),
      synapses: Uint16Array.from(this.#synapses),
      hopsEastWest: this.#eastWest,
      hopsNorthSouth: this.#northSouth,
    };
  }
}

/** Routes from the neurons of one placed layer to the cores of the next. */
export function layerRoutes(
  from: PlacedLayer,
  to: PlacedLayer,
  layer: WiredLayer,
  limits: CoreLimits,
  taps: Taps = tapsOf(layer.geometry),
): Routes {
  const g = layer.geometry;
  const kernel = g.kernelHeight * g.kernelWidth;
  const { start: columnStart, channel } = layer.columns;
  const builder = new RoutesBuilder(from.coreOf, limits);
  const synapses = new Uint32Array(to.cores);
  for (let pixel = 0; pixel < g.inHeight * g.inWidth; pixel++) {
    for (let c = 0; c < g.inChannels; c++) {
      synapses.fill(0);
      for (let t = taps.start[pixel]!; t < taps.start[pixel + 1]!; t++) {
        const base = taps.outPixel[t]! * g.outChannels;
        const column = c * kernel + taps.tap[t]!;
        for (let j = columnStart[column]!; j < columnStart[column + 1]!; j++) {
          synapses[to.coreOf[base + channel[j]!]! - to.firstCore]!++;
        }
      }
      for (let k = 0; k < to.cores; k++) {
        if (synapses[k]! > 0) builder.add(pixel * g.inChannels + c, to.firstCore + k, synapses[k]!);
      }
    }
  }
  return builder.build();
}
