import { tapsOf } from './geometry.ts';
import {
  type CoreLimits,
  compartmentsPerFiringNeuron,
  cutsOf,
  listBytes,
  type PlacedLayer,
  type Placement,
  type PlacementRefusal,
  placeLayer,
} from './placement.ts';
import { layerRoutes, type Routes } from './routes.ts';
import type { WiredLayer } from './wired-layer.ts';

/** A network on cores: where each neuron is, whom it sends to, and how full the cores are. */
export interface Mapping {
  readonly placement: Placement;
  /** routes[l] are those into layer l of the network, from the layer before it (the input neurons for l = 0). */
  readonly routes: readonly Routes[];
  /** Bytes of synapse lists over all cores, and on the fullest core. */
  readonly synapseBytes: number;
  readonly fullestSynapseBytes: number;
}

/** Placements of single layers that are tried before a network is refused. */
const mostAttempts = 60;

/**
 * Places a network layer by layer on neighbouring cores, each with the fewest cores that keep within the limits of
 * compartments, axons in, axons out (of the layer before) and synapse memory.
 * @param firstCore cores below it are taken
 * @returns the mapping, or the first limit that no cut of a layer keeps
 */
export function mapNetwork(
  wired: readonly WiredLayer[],
  limits: CoreLimits,
  firstCore = 0,
): Mapping | PlacementRefusal {
  const first = wired[0]!.geometry;
  const inputShape = { height: first.inHeight, width: first.inWidth, channels: first.inChannels };
  const inputCuts = cutsOf(
    {
      ...first,
      outHeight: first.inHeight,
      outWidth: first.inWidth,
      outChannels: first.inChannels,
      kernelHeight: 1,
    },
    compartmentsPerFiringNeuron,
    limits,
  );
  // An axon limit may force the layer before to spread out, so a failing layer makes its predecessor try its next cut.
  const layers: PlacedLayer[] = [];
  const routes: Routes[] = [];
  let refusal: PlacementRefusal | undefined;
  let attempts = 0;

  const place = (index: number, at: number): boolean => {
    if (index > wired.length) return true;
    const layer = wired[index - 1];
    const compartments = layer && !layer.fires ? 1 : compartmentsPerFiringNeuron;
    const g = layer?.geometry;
    const shape = g ? { height: g.outHeight, width: g.outWidth, channels: g.outChannels } : inputShape;
    const name = layer?.name ?? 'input';
    const cuts = g ? cutsOf(g, compartments, limits) : inputCuts;
    if (cuts.length === 0) {
      refusal ??= {
        layer: name,
        memory: 'compartments of a core (one row of four channels)',
        needed: shape.width * Math.min(4, shape.channels) * compartments,
        available: limits.compartmentsPerCore,
        unit: 'compartments',
      };
      return false;
    }
    for (const cut of cuts) {
      const placed = placeLayer(name, shape, cut, at, compartments);
      if (at + placed.cores > limits.cores) {
        refusal ??= {
          layer: name,
          memory: 'neuro-cores',
          needed: at + placed.cores,
          available: limits.cores,
          unit: 'cores',
        };
        break;
      }
      if (++attempts > mostAttempts) return false;
      layers[index] = placed;
      if (layer) {
        const route = layerRoutes(layers[index - 1]!, placed, layer, limits);
        const over = overLimit(layers[index - 1]!, placed, layer, route, limits);
        if (over) {
          refusal ??= over;
          continue;
        }
        routes[index - 1] = route;
      }
      if (place(index + 1, at + placed.cores)) return true;
    }
    return false;
  };

  if (!place(0, firstCore)) return refusal!;
  const cores = layers.reduce((sum, l) => sum + l.cores, 0);
  const bytes = wired.map((layer, l) => synapseBytes(layers[l + 1]!, layer));
  return {
    placement: { limits, firstCore, cores, layers },
    routes,
    synapseBytes: bytes.reduce((sum, b) => sum + b.reduce((x, y) => x + y, 0), 0),
    fullestSynapseBytes: Math.max(...bytes.map((b) => Math.max(...b))),
  };
}

/** The first limit that a layer on its cores breaks. */
function overLimit(
  before: PlacedLayer,
  placed: PlacedLayer,
  layer: WiredLayer,
  routes: Routes,
  limits: CoreLimits,
): PlacementRefusal | undefined {
  const axonsIn = new Uint32Array(placed.cores);
  const axonsOut = new Uint32Array(before.cores);
  for (let n = 0; n < before.neurons; n++) {
    axonsOut[before.coreOf[n]! - before.firstCore]! += routes.start[n + 1]! - routes.start[n]!;
    for (let m = routes.start[n]!; m < routes.start[n + 1]!; m++)
      axonsIn[routes.core[m]! - placed.firstCore]!++;
  }
  const checks = [
    { memory: 'axons into a core', needed: max(axonsIn), available: limits.axonsInPerCore, unit: 'axons' },
    {
      memory: `axons out of a core of layer '${before.name}'`,
      needed: max(axonsOut),
      available: limits.axonsOutPerCore,
      unit: 'axons',
    },
    {
      memory: 'synapse memory of a core',
      needed: Math.max(...synapseBytes(placed, layer)),
      available: limits.synapseMemoryBytesPerCore,
      unit: 'bytes',
    },
  ] as const;
  const over = checks.find((c) => c.needed > c.available);
  return over && { layer: layer.name, ...over };
}

function max(values: Uint32Array): number {
  return values.reduce((a, b) => Math.max(a, b), 0);
}

/** Bytes of synapse lists on each core of a layer. */
function synapseBytes(placed: PlacedLayer, layer: WiredLayer): number[] {
  const g = layer.geometry;
  const bytes = new Array<number>(placed.cores).fill(0);
  const taps = tapsOf(g);
  const kernel = g.kernelHeight * g.kernelWidth;
  // A kernel tap is stored on a core if any input pixel reaches the core through it.
  const reached = new Set<number>();
  for (let t = 0; t < taps.tap.length; t++) {
    const band = placed.coreOf[taps.outPixel[t]! * g.outChannels]! - placed.firstCore;
    reached.add(band * kernel + taps.tap[t]!);
  }
  const entries = new Uint32Array(placed.cores);
  const pixelOfBand = new Map<number, number>();
  for (let p = 0; p < g.outHeight * g.outWidth; p++) {
    const band = placed.coreOf[p * g.outChannels]! - placed.firstCore;
    if (!pixelOfBand.has(band)) pixelOfBand.set(band, p);
  }
  for (const [band, pixel] of pixelOfBand) {
    for (let c = 0; c < g.inChannels; c++) {
      for (let tap = 0; tap < kernel; tap++) {
        if (!reached.has(band * kernel + tap)) continue;
        if (layer.columnsPerWeight > 1 && tap > 0) continue;
        entries.fill(0);
        const column = c * kernel + tap;
        for (let j = layer.columns.start[column]!; j < layer.columns.start[column + 1]!; j++) {
          entries[placed.coreOf[pixel * g.outChannels + layer.columns.channel[j]!]! - placed.firstCore]!++;
        }
        for (let k = 0; k < placed.cores; k++) {
          if (entries[k]! > 0) bytes[k]! += listBytes(entries[k]!, layer);
        }
      }
    }
  }
  return bytes;
}
