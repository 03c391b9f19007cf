import { FormatError } from '../format-error.ts';

/**
 * Checks that a block holds 0 where the matrix has ended.
 * @param size values of a block @param used how many of them lie in the matrix
 * @throws FormatError
 */
export function checkPadding(
  values: ArrayLike<number>,
  block: number,
  size: number,
  used: number,
  name: string,
): void {
  for (let i = used; i < size; i++) {
    const value = values[block * size + i]!;
    if (value !== 0) {
      throw new FormatError(
        'padding',
        `${name}: block ${block} holds ${value} beyond the last row; 0 is needed there`,
      );
    }
  }
}

/**
 * `checkPadding` for blocks that are stored by block row: only the last block row can reach beyond the matrix.
 * @param width columns of a block; it is stored [height][width]
 * @throws FormatError
 */
export function checkRowPadding(
  rowPointers: Uint32Array,
  values: ArrayLike<number>,
  height: number,
  width: number,
  rows: number,
  name: string,
): void {
  const last = rowPointers.length - 2;
  const used = rows - last * height;
  if (last < 0 || used >= height) return;
  for (let b = rowPointers[last]!; b < rowPointers[last + 1]!; b++) {
    checkPadding(values, b, height * width, used * width, name);
  }
}
