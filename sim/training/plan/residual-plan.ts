import type { LayerPlan, NetworkPlan } from './network-plan.ts';

/** A residual network for small grey images. */
export interface ResidualNetwork {
  readonly kind: 'residual';
  readonly stem: { readonly channels: number; readonly kernel: number; readonly stride: number };
  /** Two 3x3 convolutions each; the first has the stride. */
  readonly blocks: readonly { readonly channels: number; readonly stride: number }[];
}

/**
 * Stem, residual blocks of two 3x3 convolutions with batch norm, mean over pixels, one linear layer (He and others 2016,
 * basic blocks; a 1x1 convolution with batch norm where a block changes shape). Stem and last layer stay dense.
 */
export function residualPlan(
  network: ResidualNetwork,
  input: { height: number; width: number },
  classes: number,
): NetworkPlan {
  const layers: LayerPlan[] = [];
  const { stem } = network;
  const convolution = (
    name: string,
    from: string,
    channels: number,
    kernel: number,
    stride: number,
    prunable: boolean,
  ) => {
    layers.push({ kind: 'convolution', name, input: from, channels, kernel, stride, prunable });
  };
  convolution('stem', 'image', stem.channels, stem.kernel, stem.stride, false);
  layers.push({ kind: 'batch-norm', name: 'stem.norm', input: 'stem', relu: true });
  let x = 'stem.norm';
  let channels = stem.channels;
  network.blocks.forEach((block, i) => {
    const name = `block${i + 1}`;
    let shortcut = x;
    if (block.stride !== 1 || block.channels !== channels) {
      convolution(`${name}.shortcut`, x, block.channels, 1, block.stride, true);
      shortcut = `${name}.shortcut.norm`;
      layers.push({ kind: 'batch-norm', name: shortcut, input: `${name}.shortcut`, relu: false });
    }
    convolution(`${name}.conv1`, x, block.channels, 3, block.stride, true);
    layers.push({ kind: 'batch-norm', name: `${name}.norm1`, input: `${name}.conv1`, relu: true });
    convolution(`${name}.conv2`, `${name}.norm1`, block.channels, 3, 1, true);
    layers.push({
      kind: 'batch-norm',
      name: `${name}.norm2`,
      input: `${name}.conv2`,
      relu: true,
      residual: shortcut,
    });
    x = `${name}.norm2`;
    channels = block.channels;
  });
  layers.push({ kind: 'global-mean', name: 'pool', inputs: [x] });
  layers.push({ kind: 'linear', name: 'fc', input: 'pool', features: classes, prunable: false, bias: true });
  return { inputs: [{ name: 'image', kind: 'image', ...input }], layers, logits: 'fc', classes };
}
