import { checkPattern } from './checks/check-pattern.ts';
import { type DenseMatrix, validateDenseMatrix } from './dense-matrix.ts';
import { FormatError } from './format-error.ts';
import type { NmMatrix } from './nm-matrix.ts';

/**
 * Packs a matrix that is N:M sparse already (`pruneNm` makes one). -0 counts as 0; places that are not needed take the
 * lowest free columns of their group.
 * @param kept N, 1 to `group` @param group M, 1 to 256; divides the columns
 * @throws FormatError, with code capacity when a group has more than N weights that are not 0
 */
export function packNm(dense: DenseMatrix, kept: number, group: number, name = 'matrix'): NmMatrix {
  validateDenseMatrix(dense, name);
  const { rows, cols } = dense;
  checkPattern(cols, kept, group, name);
  const groups = (rows * cols) / group;
  const positions = new Uint8Array(groups * kept);
  const values = new Float32Array(groups * kept);
  for (let g = 0; g < groups; g++) {
    const weights = dense.values.subarray(g * group, (g + 1) * group);
    let free = kept;
    for (const weight of weights) if (weight !== 0) free--;
    if (free < 0) {
      const row = Math.floor((g * group) / cols);
      throw new FormatError(
        'capacity',
        `${name}: row ${row}, columns ${(g * group) % cols} to ${((g * group) % cols) + group - 1} hold ${kept - free} weights; ${kept}:${group} allows ${kept}: prune the matrix first (pruneNm)`,
      );
    }
    let entry = g * kept;
    for (let p = 0; entry < (g + 1) * kept; p++) {
      if (weights[p] === 0 && free-- <= 0) continue;
      positions[entry] = p;
      values[entry++] = weights[p]! + 0;
    }
  }
  return { rows, cols, kept, group, positions, values };
}
