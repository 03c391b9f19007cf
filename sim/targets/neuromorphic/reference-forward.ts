import type { FloatLayer } from './float-layer.ts';
import { type Taps, tapsOf } from './geometry.ts';

const known = new WeakMap<FloatLayer, Taps>();

function taps(layer: FloatLayer): Taps {
  let t = known.get(layer);
  if (!t) {
    t = tapsOf(layer.geometry);
    known.set(layer, t);
  }
  return t;
}

/**
 * Activations of every layer in float64, the reference that the spiking form is scaled by and compared with. Only
 * additions and multiplications in a fixed order: the same on every machine.
 * @param image [784] u8 (or as many pixels as the first layer reads), scaled by 1/255
 * @returns per layer [pixel][channel]
 */
export function referenceForward(layers: readonly FloatLayer[], image: Uint8Array): readonly Float64Array[] {
  let x: Float64Array = Float64Array.from(image, (grey) => grey / 255);
  return layers.map((layer) => {
    x = layerForward(layer, x);
    return x;
  });
}

/** One layer: x [pixel][channel] -> y [pixel][channel]. */
function layerForward(layer: FloatLayer, x: Float64Array): Float64Array {
  const g = layer.geometry;
  const { start, tap, outPixel } = taps(layer);
  const { start: columnStart, channel, weight } = layer.columns;
  const kernel = g.kernelHeight * g.kernelWidth;
  const y = new Float64Array(g.outHeight * g.outWidth * g.outChannels);
  for (let at = 0; at < y.length; at += g.outChannels) y.set(layer.bias, at);
  for (let pixel = 0; pixel < g.inHeight * g.inWidth; pixel++) {
    for (let c = 0; c < g.inChannels; c++) {
      const value = x[pixel * g.inChannels + c]!;
      if (value === 0) continue;
      for (let t = start[pixel]!; t < start[pixel + 1]!; t++) {
        const base = outPixel[t]! * g.outChannels;
        const column = c * kernel + tap[t]!;
        const end = columnStart[column + 1]!;
        for (let j = columnStart[column]!; j < end; j++) y[base + channel[j]!]! += weight[j]! * value;
      }
    }
  }
  if (layer.fires) for (let i = 0; i < y.length; i++) if (y[i]! < 0) y[i] = 0;
  return y;
}
