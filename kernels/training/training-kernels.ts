/** Exports of assembly/training/index.ts by name; a program stores their index here. */
export const trainingKernels = [
  // matrix products: existing inference kernels
  'dense',
  'ladder',
  // small things
  'fill',
  'addInto',
  'sumArrays',
  // element-wise training: normalisation, pooling, losses, optimisers
  'batchNormTrain',
  'batchNormEvaluate',
  'batchNormBackward',
  'updateStatistics',
  'globalMean',
  'globalMeanBackward',
  'pool2',
  'pool2Backward',
  'softTargets',
  'crossEntropy',
  'crossEntropyBackward',
  'distillation',
  'distillationBackward',
  'sgd',
  'adam',
  'followAverage',
  'squareSums',
  'activate',
  'activateBackward',
  'addValues',
  'passGradient',
  'dropout',
  'loadImages',
] as const;
