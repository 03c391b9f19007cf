/** Exports of assembly/training/index.ts by name; a program stores their index here. */
export const trainingKernels = [
  // matrix products: existing inference kernels
  'dense',
  'ladder',
  // small things
  'fill',
  'addInto',
  'sumArrays',
] as const;
