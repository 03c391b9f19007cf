import { type BlockLadder, blockHeight, blockRowCount, type LadderSegment } from './block-ladder.ts';
import { FormatError } from './format-error.ts';

/**
 * Checks a ladder from outside before a kernel indexes memory with it: shapes, sorted columns in range, no block in
 * two levels, finite values, zeros in the rows beyond the matrix.
 * @throws FormatError
 */
export function validateBlockLadder(ladder: BlockLadder, name = 'ladder'): void {
  const { rows, cols, levels, segments, densest } = ladder;
  for (const [side, n] of [['rows', rows] as const, ['cols', cols] as const, ['levels', levels] as const]) {
    if (!Number.isSafeInteger(n) || n < 0) {
      throw new FormatError('shape', `${name}: ${side} is ${n}; a whole number of 0 or more is needed`);
    }
  }
  if (segments.length !== levels || levels === 0) {
    throw new FormatError(
      'length',
      `${name}: ${segments.length} segments for ${levels} levels; one a level is needed`,
    );
  }
  if (!Number.isInteger(densest) || densest < 0 || densest >= levels) {
    throw new FormatError('range', `${name}: densest level ${densest}; allowed are 0 to ${levels - 1}`);
  }
  const seen = new Uint8Array(blockRowCount(rows) * cols);
  segments.forEach((segment, k) => {
    if ((segment === null) !== k < densest) {
      throw new FormatError(
        'length',
        `${name}: segment ${k} is ${segment ? 'loaded' : 'missing'}, but the densest loaded level is ${densest}`,
      );
    }
    if (segment) validateSegment(segment, rows, cols, seen, `${name}, segment ${k}`);
  });
}

function validateSegment(
  segment: LadderSegment,
  rows: number,
  cols: number,
  seen: Uint8Array,
  name: string,
): void {
  const { rowPointers, columns, values } = segment;
  const blockRows = blockRowCount(rows);
  if (rowPointers.length !== blockRows + 1 || values.length !== columns.length * blockHeight) {
    throw new FormatError(
      'length',
      `${name}: ${rowPointers.length} row pointers, ${columns.length} columns, ${values.length} values; needed are ${blockRows + 1}, and four values a column`,
    );
  }
  if (rowPointers[0] !== 0 || rowPointers[blockRows] !== columns.length) {
    throw new FormatError(
      'range',
      `${name}: row pointers run from ${rowPointers[0]} to ${rowPointers[blockRows]}; they must run from 0 to ${columns.length}`,
    );
  }
  for (let r = 0; r < blockRows; r++) {
    const first = rowPointers[r]!;
    const end = rowPointers[r + 1]!;
    if (end < first || end > columns.length) {
      throw new FormatError(
        'order',
        `${name}: row pointer ${r + 1} is ${end}, after ${first}; they must not fall`,
      );
    }
    for (let b = first; b < end; b++) validateBlock(segment, b, b === first, r, rows, cols, seen, name);
  }
}

function validateBlock(
  { columns, values }: LadderSegment,
  b: number,
  isFirst: boolean,
  r: number,
  rows: number,
  cols: number,
  seen: Uint8Array,
  name: string,
): void {
  const column = columns[b]!;
  const where = `${name}: block ${b} of block row ${r}`;
  if (column >= cols)
    throw new FormatError('range', `${where} is in column ${column}; the last is ${cols - 1}`);
  if (!isFirst && column <= columns[b - 1]!) {
    throw new FormatError(
      'order',
      `${where} is in column ${column}, after ${columns[b - 1]}; columns must rise`,
    );
  }
  if (seen[r * cols + column]) {
    throw new FormatError(
      'duplicate',
      `${where} (column ${column}) is in a sparser level already; levels must be disjoint`,
    );
  }
  seen[r * cols + column] = 1;
  for (let i = 0; i < blockHeight; i++) {
    const value = values[b * blockHeight + i]!;
    if (!Number.isFinite(value))
      throw new FormatError('not-finite', `${where} holds ${value}; weights must be finite`);
    if (value !== 0 && r * blockHeight + i >= rows) {
      throw new FormatError('padding', `${where} holds ${value} beyond the last row; 0 is needed there`);
    }
  }
}
