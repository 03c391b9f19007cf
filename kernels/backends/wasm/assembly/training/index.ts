// Kernels of training: forward passes that keep what backward needs, reverse-mode gradients, optimisers. Layout as in
// the panel kernels: an activation and its gradient are [groups][channels][padded height][padded width][8] float32.

export { dense, ladder } from '../matmul';
export { fill, addInto, sumArrays } from './arrays';
// sequences: layer norm, attention, embeddings, pooling of tokens, two towers
export { layerNormForward, layerNormBackward } from './layer-norm';
export { attentionForward, attentionBackward } from './attention';
export { embeddingForward, embeddingBackward, embeddingClear, embeddingUpdate, embeddingSquares } from './embedding';
export { meanTokensForward, meanTokensBackward } from './mean-tokens';
export { fusionForward, fusionBackward } from './fusion';
export { maxTokensForward, maxTokensBackward } from './max-tokens';
