// Kernels of training: forward passes that keep what backward needs, reverse-mode gradients, optimisers. Layout as in
// the panel kernels: an activation and its gradient are [groups][channels][padded height][padded width][8] float32.

export { dense, ladder } from '../matmul';
export { fill, addInto, sumArrays } from './arrays';
// matrix products and convolutions
export {
  biasGradient,
  denseInto,
  gatherBlocks,
  gatherGroups,
  sparseInto,
  transposeTaps,
  weightGradient,
} from './convolution';
