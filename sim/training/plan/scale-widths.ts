import type { TrainSpec } from '../spec/train-schema.ts';

/** All widths of a network times `width`, as multiples of 4 (heads stay): a smaller dense network of the same form. */
export function scaleWidths(network: TrainSpec['network'], width: number): TrainSpec['network'] {
  if (width === 1) return network;
  const scale = (n: number, step = 4) => Math.max(step, step * Math.round((n * width) / step));
  switch (network.kind) {
    case 'residual':
      return { ...network, ...scaleImage(network, scale) };
    case 'matcher':
      return {
        ...network,
        image: scaleImage(network.image, scale),
        features: scale(network.features),
        hidden: scale(network.hidden),
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

type ImagePart = Pick<Extract<TrainSpec['network'], { kind: 'residual' }>, 'stem' | 'blocks'>;

function scaleImage({ stem, blocks }: ImagePart, scale: (n: number) => number): ImagePart {
  return {
    stem: { ...stem, channels: scale(stem.channels) },
    blocks: blocks.map((block) => ({ ...block, channels: scale(block.channels) })),
  };
}
