import type { TrainSpec } from '../spec/train-schema.ts';

/** All widths of a network times `width`, as multiples of 4 (heads stay): a smaller dense network of the same form. */
export function scaleWidths(network: TrainSpec['network'], width: number): TrainSpec['network'] {
  if (width === 1) return network;
  const scale = (n: number, step = 4) => Math.max(step, step * Math.round((n * width) / step));
  switch (network.kind) {
    case 'residual':
      return {
        ...network,
        stem: { ...network.stem, channels: scale(network.stem.channels) },
        blocks: network.blocks.map((block) => ({ ...block, channels: scale(block.channels) })),
      };
    case 'perceptron':
      return { ...network, hidden: network.hidden.map((n) => scale(n)) };
    default:
      return {
        ...network,
        features: scale(network.features, 4 * network.heads),
        hidden: scale(network.hidden),
      };
  }
}
