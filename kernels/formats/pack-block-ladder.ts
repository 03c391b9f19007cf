import { type BlockLadder, blockHeight, blockRowCount, type LadderSegment } from './block-ladder.ts';
import { type DenseMatrix, validateDenseMatrix } from './dense-matrix.ts';
import { FormatError } from './format-error.ts';

/**
 * Packs a dense matrix into level-major segments.
 * @param order block ids (blockRow * cols + column), sparsest level first; blocks that are not listed are dropped
 * @param levelEnds levelEnds[k]: how many of the first entries of `order` are active at level k; never rising with k
 * @param densest levels below this one are left out (not resident)
 * @throws FormatError when the matrix, the order or the level ends are not what they should be
 */
export function packBlockLadder(
  dense: DenseMatrix,
  order: Int32Array,
  levelEnds: readonly number[],
  densest = 0,
  name = 'ladder',
): BlockLadder {
  validateDenseMatrix(dense, name);
  validateOrder(dense, order, levelEnds, name);
  const levels = levelEnds.length;
  if (!Number.isInteger(densest) || densest < 0 || densest >= levels) {
    throw new FormatError('range', `${name}: densest level ${densest}; allowed are 0 to ${levels - 1}`);
  }
  const segments = levelEnds.map((end, k) =>
    k < densest ? null : packSegment(dense, order.slice(levelEnds[k + 1] ?? 0, end)),
  );
  return { rows: dense.rows, cols: dense.cols, levels, segments, densest };
}

function packSegment(dense: DenseMatrix, blocks: Int32Array): LadderSegment {
  const { rows, cols } = dense;
  blocks.sort();
  const rowPointers = new Uint32Array(blockRowCount(rows) + 1);
  const columns = new Uint32Array(blocks.length);
  const values = new Float32Array(blocks.length * blockHeight);
  for (let b = 0; b < blocks.length; b++) {
    const blockRow = Math.floor(blocks[b]! / cols);
    const column = blocks[b]! % cols;
    rowPointers[blockRow + 1]!++;
    columns[b] = column;
    for (let i = 0; i < blockHeight && blockRow * blockHeight + i < rows; i++) {
      values[b * blockHeight + i] = dense.values[(blockRow * blockHeight + i) * cols + column]!;
    }
  }
  for (let r = 1; r < rowPointers.length; r++) rowPointers[r]! += rowPointers[r - 1]!;
  return { rowPointers, columns, values };
}

function validateOrder(
  dense: DenseMatrix,
  order: Int32Array,
  levelEnds: readonly number[],
  name: string,
): void {
  const blocks = blockRowCount(dense.rows) * dense.cols;
  if (levelEnds.length === 0)
    throw new FormatError('length', `${name}: no level ends; at least one is needed`);
  levelEnds.forEach((end, k) => {
    const most = k === 0 ? order.length : levelEnds[k - 1]!;
    if (!Number.isInteger(end) || end < 0 || end > most) {
      throw new FormatError(
        'nesting',
        `${name}: level ${k} ends at block ${end}; allowed are 0 to ${most} (${k === 0 ? 'the length of the order' : `the end of level ${k - 1}: levels nest`})`,
      );
    }
  });
  const seen = new Uint8Array(blocks);
  for (let i = 0; i < order.length; i++) {
    const id = order[i]!;
    if (id < 0 || id >= blocks) {
      throw new FormatError(
        'range',
        `${name}: block id ${id} at place ${i}; a ${dense.rows} x ${dense.cols} matrix has blocks 0 to ${blocks - 1}`,
      );
    }
    if (seen[id]) throw new FormatError('duplicate', `${name}: block id ${id} stands twice in the order`);
    seen[id] = 1;
  }
}
