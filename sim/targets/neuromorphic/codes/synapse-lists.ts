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
  const start = new Uint32Array(g.inHeight * g.inWidth * g.inChannels + 1);
  const target: number[] = [];
  const weight: number[] = [];
  for (let pixel = 0, n = 0; pixel < g.inHeight * g.inWidth; pixel++) {
    for (let c = 0; c < g.inChannels; c++, n++) {
      // A later tap leads to an earlier pixel: from the last one on, targets ascend.
      for (let t = taps.start[pixel + 1]! - 1; t >= taps.start[pixel]!; t--) {
        const base = taps.outPixel[t]! * g.outChannels;
        const column = c * kernel + taps.tap[t]!;
        for (let j = columns.start[column]!; j < columns.start[column + 1]!; j++) {
          const channel = columns.channel[j]!;
          target.push(base + channel);
          weight.push(columns.weight[j]! * scale(channel));
        }
      }
      start[n + 1] = target.length;
    }
  }
  const shared = new Uint32Array(g.outChannels);
  for (const channel of columns.channel) shared[channel]!++;
  return {
    kind: 'lists',
    start,
    target: Uint32Array.from(target),
    weight: Float64Array.from(weight),
    ...(g.outHeight * g.outWidth > 1 ? { shared } : {}),
  };
}
