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
// element-wise training: normalisation, pooling, losses, optimisers
export { batchNormTrain, batchNormEvaluate, batchNormBackward, updateStatistics } from './batch-norm';
export { globalMean, globalMeanBackward, pool2, pool2Backward } from './pooling';
export { softTargets, crossEntropy, crossEntropyBackward, distillation, distillationBackward } from './losses';
export { sgd, adam, followAverage, squareSums } from './optimise';
// sequences: layer norm, attention, embeddings, pooling of tokens, two towers
export { layerNormForward, layerNormBackward } from './layer-norm';
export { attentionForward, attentionBackward } from './attention';
export { embeddingForward, embeddingBackward, embeddingClear, embeddingUpdate, embeddingSquares } from './embedding';
export { meanTokensForward, meanTokensBackward } from './mean-tokens';
export { fusionForward, fusionBackward } from './fusion';
export { activate, activateBackward, addValues, passGradient, dropout } from './elements';
export { loadImages } from './load-images';
export { maxTokensForward, maxTokensBackward } from './max-tokens';
