/** Exports of assembly/training/index.ts by name; a program stores their index here. */
export const trainingKernels = [
  // matrix products: existing inference kernels
  'dense',
  'ladder',
  // small things
  'fill',
  'addInto',
  'sumArrays',
  // sequences
  'layerNormForward',
  'layerNormBackward',
  'attentionForward',
  'attentionBackward',
  'embeddingForward',
  'embeddingBackward',
  'embeddingClear',
  'embeddingUpdate',
  'embeddingSquares',
  'meanTokensForward',
  'meanTokensBackward',
  'maxTokensForward',
  'maxTokensBackward',
  'fusionForward',
  'fusionBackward',
] as const;
