/** Activations of one sample [channels][height][width] of one height and width, joined along their channels. */
export function concatReference(parts: readonly ArrayLike<number>[]): Float64Array {
  return Float64Array.from(parts.flatMap((part) => Array.from(part)));
}
