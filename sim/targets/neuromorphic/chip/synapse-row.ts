import type { ConvSynapses, Population, SpikingGraph } from '../../../network/spiking/spiking-graph.ts';

/** Reads the synapses that leave one neuron through one projection, whatever the projection's form. */
export class SynapseRow {
  /** Synapses of the row last read: their targets in the projection's target population, and their weights. */
  count = 0;
  target = new Uint32Array(1024);
  weight = new Float64Array(1024);
  readonly #graph: SpikingGraph;

  constructor(graph: SpikingGraph) {
    this.#graph = graph;
  }

  /** @param source neuron in the projection's source population */
  read(projection: number, source: number): void {
    const { populations, projections } = this.#graph;
    const { from, to, synapses } = projections[projection]!;
    this.count = 0;
    if (synapses.kind === 'lists') {
      const first = synapses.start[source]!;
      const count = synapses.start[source + 1]! - first;
      this.#reserve(count);
      for (let i = 0; i < count; i++) {
        this.target[i] = synapses.target[first + i]!;
        this.weight[i] = synapses.weight[first + i]!;
      }
      this.count = count;
    } else if (synapses.kind === 'dense') {
      const rows = populations[to]!.size;
      const columns = populations[from]!.size;
      this.#reserve(rows);
      for (let i = 0; i < rows; i++) {
        this.target[i] = i;
        this.weight[i] = synapses.weight[i * columns + source]!;
      }
      this.count = rows;
    } else {
      this.#readConv(synapses, populations[from]!, populations[to]!, source);
    }
  }

  #readConv(conv: ConvSynapses, from: Population, to: Population, source: number): void {
    const [channels, height, width] = from.shape as [number, number, number];
    const [outChannels, outHeight, outWidth] = to.shape as [number, number, number];
    const [kernelHeight, kernelWidth] = conv.kernel;
    const x = source % width;
    const y = Math.floor(source / width) % height;
    const channel = Math.floor(source / (width * height));
    const inGroup = channels / conv.groups;
    const outGroup = outChannels / conv.groups;
    const group = Math.floor(channel / inGroup);
    this.#reserve(outGroup * kernelHeight * kernelWidth);
    let count = 0;
    for (let o = group * outGroup; o < (group + 1) * outGroup; o++) {
      const plane = (o * inGroup + (channel % inGroup)) * kernelHeight * kernelWidth;
      // From the last tap to the first, so that targets come in ascending order.
      for (let ky = kernelHeight - 1; ky >= 0; ky--) {
        const top = y + conv.padding[0] - ky * conv.dilation[0];
        const oy = top / conv.stride[0];
        if (top < 0 || oy >= outHeight || !Number.isInteger(oy)) continue;
        for (let kx = kernelWidth - 1; kx >= 0; kx--) {
          const left = x + conv.padding[1] - kx * conv.dilation[1];
          const ox = left / conv.stride[1];
          if (left < 0 || ox >= outWidth || !Number.isInteger(ox)) continue;
          this.target[count] = (o * outHeight + oy) * outWidth + ox;
          this.weight[count++] = conv.weight[plane + ky * kernelWidth + kx]!;
        }
      }
    }
    this.count = count;
  }

  #reserve(count: number): void {
    if (count <= this.target.length) return;
    const length = 2 ** Math.ceil(Math.log2(count));
    this.target = new Uint32Array(length);
    this.weight = new Float64Array(length);
  }
}
