import type { Population, Projection } from './spiking-graph.ts';

/**
 * Visits every synapse of a projection, by source neuron ascending, then by target. Weights of zero are synapses.
 * @param populations of the graph
 */
export function eachSynapse(
  { from, to, synapses }: Projection,
  populations: readonly Population[],
  visit: (source: number, target: number, weight: number) => void,
): void {
  const sources = populations[from]!;
  const targets = populations[to]!;
  switch (synapses.kind) {
    case 'lists':
      for (let s = 0; s < sources.size; s++) {
        for (let j = synapses.start[s]!; j < synapses.start[s + 1]!; j++) {
          visit(s, synapses.target[j]!, synapses.weight[j]!);
        }
      }
      break;
    case 'dense':
      for (let s = 0; s < sources.size; s++) {
        for (let t = 0; t < targets.size; t++) visit(s, t, synapses.weight[t * sources.size + s]!);
      }
      break;
    case 'conv': {
      const [channels, height, width] = sources.shape as [number, number, number];
      const [outs, outHeight, outWidth] = targets.shape as [number, number, number];
      const { groups, weight } = synapses;
      const [kernelHeight, kernelWidth] = synapses.kernel;
      const perGroup = channels / groups;
      const outsPerGroup = outs / groups;
      const span = (
        position: number,
        axis: 0 | 1,
        length: number,
        visitOut: (out: number, k: number) => void,
      ) => {
        // From the last tap back, so that targets ascend.
        for (let k = synapses.kernel[axis] - 1; k >= 0; k--) {
          const reached = position + synapses.padding[axis] - k * synapses.dilation[axis];
          const out = reached / synapses.stride[axis];
          if (Number.isInteger(out) && out >= 0 && out < length) visitOut(out, k);
        }
      };
      for (let s = 0; s < sources.size; s++) {
        const channel = Math.floor(s / (height * width));
        const y = Math.floor(s / width) % height;
        const x = s % width;
        const group = Math.floor(channel / perGroup);
        const inGroup = channel - group * perGroup;
        for (let o = group * outsPerGroup; o < (group + 1) * outsPerGroup; o++) {
          span(y, 0, outHeight, (oy, ky) => {
            span(x, 1, outWidth, (ox, kx) => {
              const at = ((o * perGroup + inGroup) * kernelHeight + ky) * kernelWidth + kx;
              visit(s, (o * outHeight + oy) * outWidth + ox, weight[at]!);
            });
          });
        }
      }
    }
  }
}
