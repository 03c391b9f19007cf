/**
 * Euclidean norm of every 4x1 block of a matrix stored as [block rows][columns][4].
 * @returns float64 [block rows * columns], index = block id
 */
export function blockNorms(values: Float32Array): Float64Array {
  const norms = new Float64Array(values.length / 4);
  for (let i = 0; i < norms.length; i++) {
    const a = values[4 * i]!;
    const b = values[4 * i + 1]!;
    const c = values[4 * i + 2]!;
    const d = values[4 * i + 3]!;
    norms[i] = Math.sqrt(a * a + b * b + c * c + d * d);
  }
  return norms;
}
