/** Kinds of zeros that an engine has kernels for, by its line: their documentation. An engine that is not here skips none. */
const kernelsFor: Readonly<Record<string, readonly string[]>> = {
  deepsparse: ['unstructured', 'block-4'],
  // Sparse tensor cores of Ampere and later; nothing else.
  tensorrt: ['2:4'],
  'teal-triton': ['activation'],
  'deja-vu': ['contextual'],
  sparsebytenn: ['kernel'],
  // Published without its engine, as what the sparse tensor cores of a card give.
  'not-stated': ['2:4'],
};

/** Whether an engine skips zeros of a kind. */
export const skipsZeros = (lineage: string, sparsity: string): boolean =>
  kernelsFor[lineage]?.includes(sparsity) ?? false;
