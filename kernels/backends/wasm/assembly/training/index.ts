// Kernels of training: forward passes that keep what backward needs, reverse-mode gradients, optimisers. Layout as in
// the panel kernels: an activation and its gradient are [groups][channels][padded height][padded width][8] float32.

export { dense, ladder } from '../matmul';
export { fill, addInto, sumArrays } from './arrays';
// element-wise training: normalisation, pooling, losses, optimisers
export { batchNormTrain, batchNormEvaluate, batchNormBackward, updateStatistics } from './batch-norm';
export { globalMean, globalMeanBackward, pool2, pool2Backward } from './pooling';
export { softTargets, crossEntropy, crossEntropyBackward, distillation, distillationBackward } from './losses';
export { sgd, adam, followAverage, squareSums } from './optimise';
export { activate, activateBackward, addValues, passGradient, dropout } from './elements';
export { loadImages } from './load-images';
