import type { DenseMatrix } from '../../formats/dense-matrix.ts';
import type { NmMatrix } from '../../formats/nm-matrix.ts';
import { hashCounter } from '../hash-counter.ts';
import { seededOrder } from '../seeded-values.ts';

/** N and M of an N:M format: [entries kept, columns of a group]. */
export type NmShape = readonly [kept: number, group: number];

/** Most entries that are not zero in any group. */
function mostInGroup({ cols, values }: DenseMatrix, group: number): number {
  const counts = new Map<number, number>();
  let most = 0;
  values.forEach((value, i) => {
    if (value === 0) return;
    const at = Math.floor(i / cols) * cols + Math.floor((i % cols) / group);
    const count = (counts.get(at) ?? 0) + 1;
    counts.set(at, count);
    most = Math.max(most, count);
  });
  return most;
}

/** Shapes that hold the matrix as it is: the allowed ones, or any group that divides the columns. */
function fittingShapes(dense: DenseMatrix, allowed: readonly NmShape[] | undefined, seed: number): NmShape[] {
  if (allowed) {
    return allowed.filter(([kept, group]) => dense.cols % group === 0 && mostInGroup(dense, group) <= kept);
  }
  const groups = [4, 8, 2, 16, 4, 8, ...Array.from({ length: 32 }, (_, i) => i + 1)].filter(
    (group) => dense.cols % group === 0,
  );
  return groups.map((group) => {
    const least = Math.max(1, mostInGroup(dense, group));
    const room = group - least;
    return [hashCounter(seed, -5) % 2 ? least : least + (hashCounter(seed, -6) % (room + 1)), group];
  });
}

/**
 * A matrix in an N:M format that holds it as it is; places that no entry needs hold explicit zeros.
 * @param allowed shapes that the kernel takes; undefined: any
 * @returns null when no allowed shape holds the matrix
 */
export function nmOf(dense: DenseMatrix, seed: number, allowed?: readonly NmShape[]): NmMatrix | null {
  const { rows, cols } = dense;
  const shapes = fittingShapes(dense, allowed, seed);
  const shape = shapes[hashCounter(seed, -8) % Math.max(1, shapes.length)];
  if (!shape) return null;
  const [kept, group] = shape;
  const positions: number[] = [];
  const values: number[] = [];
  for (let first = 0; first < rows * cols; first += group) {
    const inGroup = dense.values.subarray(first, first + group);
    const order = seededOrder(seed ^ first, group);
    const used = [...order].sort((a, b) => Number(inGroup[b] !== 0) - Number(inGroup[a] !== 0));
    for (const position of used.slice(0, kept).sort((a, b) => a - b)) {
      positions.push(position);
      values.push(inGroup[position]!);
    }
  }
  return {
    rows,
    cols,
    kept,
    group,
    positions: Uint8Array.from(positions),
    values: Float32Array.from(values),
  };
}

/** The matrix cut or filled with zero columns to whole groups, and pruned to the first `kept` entries of each. */
export function prunedTo([kept, group]: NmShape, dense: DenseMatrix): DenseMatrix {
  const cols = Math.ceil(dense.cols / group) * group;
  const values = new Float32Array(dense.rows * cols);
  for (let r = 0; r < dense.rows; r++) {
    for (let c = 0, inGroup = 0; c < dense.cols; c++) {
      if (c % group === 0) inGroup = 0;
      const value = dense.values[r * dense.cols + c]!;
      if (value !== 0 && inGroup++ < kept) values[r * cols + c] = value;
    }
  }
  return { rows: dense.rows, cols, values };
}
