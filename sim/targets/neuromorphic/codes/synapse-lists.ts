import type { SynapseLists } from '../../../network/spiking/spiking-graph.ts';
import { tapsOf } from '../geometry.ts';
import type { WiredLayer } from '../wired-layer.ts';

/**
 * A layer's synapses one by one, [pixel][channel] on both sides.
 * @param scale multiplies the weights into an output channel
 */
export function synapseLists(
  { geometry: g, columns }: WiredLayer,
  scale: (channel: number) => number,
): SynapseLists {
  const taps = tapsOf(g);
  const kernel = g.kernelHeight * g.kernelWidth;
  const pixels = g.inHeight * g.inWidth;
  const start = new Uint32Array(pixels * g.inChannels + 1);
  // Counted first: arrays that grow take several times as long.
  for (let pixel = 0, n = 0; pixel < pixels; pixel++) {
    for (let c = 0; c < g.inChannels; c++, n++) {
      let count = 0;
      for (let t = taps.start[pixel]!; t < taps.start[pixel + 1]!; t++) {
        const column = c * kernel + taps.tap[t]!;
        count += columns.start[column + 1]! - columns.start[column]!;
      }
      start[n + 1] = start[n]! + count;
    }
  }
  const target = new Uint32Array(start.at(-1)!);
  const weight = new Float64Array(start.at(-1)!);
  for (let pixel = 0, at = 0; pixel < pixels; pixel++) {
    for (let c = 0; c < g.inChannels; c++) {
      // A later tap leads to an earlier pixel: from the last one on, targets ascend.
      for (let t = taps.start[pixel + 1]! - 1; t >= taps.start[pixel]!; t--) {
        const base = taps.outPixel[t]! * g.outChannels;
        const column = c * kernel + taps.tap[t]!;
        for (let j = columns.start[column]!; j < columns.start[column + 1]!; j++, at++) {
          const channel = columns.channel[j]!;
          target[at] = base + channel;
          weight[at] = columns.weight[j]! * scale(channel);
        }
      }
    }
  }
  const shared = new Uint32Array(g.outChannels);
  for (const channel of columns.channel) shared[channel]!++;
  return {
    kind: 'lists',
    start,
    target,
    weight,
    ...(g.outHeight * g.outWidth > 1 ? { shared } : {}),
  };
}
