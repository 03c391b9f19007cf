import { blockHeight, blockRowCount } from './block-ladder.ts';
import { checkCompressed } from './checks/check-compressed.ts';
import { checkFinite } from './checks/check-finite.ts';
import { checkLength } from './checks/check-length.ts';
import { checkRowPadding } from './checks/check-padding.ts';
import { checkSides } from './checks/check-sides.ts';
import { FormatError } from './format-error.ts';
import type { BlockRows, TallBlockMatrix } from './tall-block-matrix.ts';

/**
 * Checks a matrix from outside: as `validateBlockLadder`, no place under both a tall and a short block, and no tall
 * block where the matrix ends within its upper half.
 * @throws FormatError
 */
export function validateTallBlock(matrix: TallBlockMatrix, name = 'tall-block matrix'): void {
  const { rows, cols, tall, short } = matrix;
  checkSides(matrix, name);
  checkPart(tall, rows, cols, 2 * blockHeight, `${name}, 8x1 blocks`);
  checkPart(short, rows, cols, blockHeight, `${name}, 4x1 blocks`);
  const groups = tall.rowPointers.length - 1;
  // A kernel writes as many rows as blockRowCount says; a tall block here would write beyond them.
  if (blockRowCount(rows) % 2 === 1 && tall.rowPointers[groups - 1] !== tall.rowPointers[groups]) {
    throw new FormatError(
      'range',
      `${name}: an 8x1 block in block row ${groups - 1}, of which the matrix has only the upper half; a 4x1 block is needed`,
    );
  }
  for (let r = 0; r + 1 < short.rowPointers.length; r++) checkApart(matrix, r, name);
}

function checkPart(part: BlockRows, rows: number, cols: number, height: number, name: string): void {
  checkCompressed(
    { pointers: part.rowPointers, indices: part.columns },
    Math.ceil(rows / height),
    cols,
    { owner: 'block row', index: 'column', entry: 'block' },
    name,
  );
  checkLength(part.values, part.columns.length * height, 'values', name);
  checkFinite(part.values, height, 'block', name);
  checkRowPadding(part.rowPointers, part.values, height, 1, rows, name);
}

function checkApart({ tall, short }: TallBlockMatrix, r: number, name: string): void {
  const group = r >> 1;
  let t = tall.rowPointers[group]!;
  for (let s = short.rowPointers[r]!; s < short.rowPointers[r + 1]!; s++) {
    const column = short.columns[s]!;
    while (t < tall.rowPointers[group + 1]! && tall.columns[t]! < column) t++;
    if (t < tall.rowPointers[group + 1]! && tall.columns[t] === column) {
      throw new FormatError(
        'duplicate',
        `${name}: column ${column} of rows ${r * blockHeight} to ${r * blockHeight + blockHeight - 1} is in a tall and in a short block; one is needed`,
      );
    }
  }
}
